using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.EndToEnd.Telemetry;

/// <summary>Takes spans as a collector does (OTLP over HTTP), and reads of each what tells one trace from another.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();

    private OtlpReceiver(WebApplication app) => _app = app;

    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    public string Url => _app.Urls.First();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.MapPost("/v1/traces", receiver.ReceiveAsync);
        receiver._app.MapPost("/v1/metrics", () => Results.Bytes([], "application/x-protobuf"));
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        // ExportTraceServiceRequest.resource_spans → ResourceSpans.scope_spans → ScopeSpans.spans
        foreach (var span in Inside(Inside(Inside([ByteString.CopyFrom(body.ToArray())], 1), 2), 2))
        {
            _spans.Enqueue(ReceivedSpan.Read(span));
        }

        return Results.Bytes([], "application/x-protobuf");
    }

    private static IEnumerable<ByteString> Inside(IEnumerable<ByteString> messages, int field) => messages.SelectMany(
        message => ProtobufFields.Read(message).Where(found => found.Field == field).Select(found => found.Bytes));
}

/// <param name="ParentId">Empty for the first of a trace.</param>
internal sealed record ReceivedSpan(string TraceId, string SpanId, string ParentId, string Name)
{
    public static ReceivedSpan Read(ByteString span)
    {
        var fields = ProtobufFields.Read(span).ToLookup(found => found.Field, found => found.Bytes);
        return new(Hex(1), Hex(2), Hex(4), fields[5].FirstOrDefault()?.ToStringUtf8() ?? "");

        string Hex(int field) => Convert.ToHexStringLower((fields[field].FirstOrDefault() ?? ByteString.Empty).Span);
    }
}

internal static class ProtobufFields
{
    /// <summary>The fields of a message that hold bytes, text or messages.</summary>
    public static IEnumerable<(int Field, ByteString Bytes)> Read(ByteString message)
    {
        var (input, found) = (message.CreateCodedInput(), new List<(int, ByteString)>());
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                found.Add((WireFormat.GetTagFieldNumber(tag), input.ReadBytes()));
            }
            else
            {
                input.SkipLastField();
            }
        }

        return found;
    }
}
