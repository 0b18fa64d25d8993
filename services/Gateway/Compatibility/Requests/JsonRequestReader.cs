using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Gateway.Compatibility.Options;
using DaprProcessing.Gateway.Compatibility.Tasks;
using DaprProcessing.Gateway.Compatibility.Deliveries;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Sources;
using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Compatibility.Requests;

/// <summary>Reads <c>{"sources":[…],"options":{…},"target":{…}}</c>: documents by URL, or in the body as base64.</summary>
internal sealed class JsonRequestReader(SourceReceiver receiver, MemoryGate memory)
{
    // It is held in memory; larger documents come as forms, which are not.
    private const int MaxBytes = 64 << 20;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <param name="chunker">Null for a conversion.</param>
    public async Task<ReceivedRequest> ReadAsync(HttpRequest request, string? chunker, CancellationToken cancellationToken)
    {
        // Until the documents are in files: body, tree and decoded bytes are all in memory up to then.
        using var place = memory.NewPlace();
        var body = await ParseAsync(request, place, cancellationToken);
        var (faults, ignored) = (new List<SchemaFault>(), new List<string>());
        var given = Sources(body);
        var target = TargetOf(body["target"], chunker is not null);
        var name = chunker is null ? "options" : "convert_options";
        var options = OptionsRequest.Convert(Object(body, name), ["body", name], faults, ignored);
        var chunking = chunker is null ? null : OptionsRequest.Chunk(
            chunker, Object(body, "chunking_options"), body["include_converted_doc"]?.GetValueKind() == JsonValueKind.True,
            ["body", "chunking_options"], faults, ignored);
        var callbacks = CallbackReader.Read(body["callbacks"], ignored);
        if (given.Count > Targets.MaxSources)
        {
            throw DetailException.Policy($"Too many sources: {given.Count} exceeds the maximum of {Targets.MaxSources}.");
        }

        var sources = given.Select((source, index) => Source(source, index, ignored)).ToList();
        return new ReceivedRequest(
            options, chunking, target.AsZip, await ReceiveAsync(sources, cancellationToken), ignored)
        {
            Delivery = TaskDelivery.Of(target.PutUrl, callbacks),
        };
    }

    /// <param name="place">Taken once the body is no small one.</param>
    public static async Task<JsonObject> ParseAsync(
        HttpRequest request, MemoryGate.Place place, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(request, place, cancellationToken);
        _ = MediaTypeHeaderValue.TryParse(request.ContentType, out var contentType);
        try
        {
            // The tree refers to the bytes as they came, and does not copy them.
            var json = contentType?.MediaType.Value?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true
                ? JsonDocument.Parse(body, Strict).RootElement
                : default;
            return json.ValueKind == JsonValueKind.Object ? JsonObject.Create(json)! : throw DetailException.Schema(
                "model_attributes_type", "Input should be a valid dictionary or object to extract fields from", "body");
        }
        catch (JsonException error)
        {
            throw DetailException.Schema("json_invalid", "JSON decode error", "body", (int)(error.BytePositionInLine ?? 0));
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpRequest request, MemoryGate.Place place, CancellationToken cancellationToken)
    {
        // What is announced is had at once: a buffer that grows is there twice while it does.
        var announced = (int)Math.Min(request.ContentLength ?? 0, MaxBytes);
        place.Enter(announced);
        var body = new MemoryStream(announced);
        var buffer = new byte[1 << 16];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            place.Enter(body.Length + read);
            body.Write(buffer, 0, read);
            if (body.Length > MaxBytes)
            {
                throw new DetailException(
                    StatusCodes.Status413PayloadTooLarge,
                    $"A JSON request may have at most {MaxBytes} bytes; larger documents are taken by /v1/convert/file.");
            }
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    internal static JsonArray Sources(JsonObject body) => body["sources"] switch
    {
        null => throw DetailException.Schema("missing", "Field required", "body", "sources"),
        JsonArray { Count: 0 } => throw DetailException.Schema(
            "too_short", "List should have at least 1 item after validation, not 0", "body", "sources"),
        JsonArray sources => sources,
        _ => throw DetailException.Schema("list_type", "Input should be a valid list", "body", "sources"),
    };

    private static (bool AsZip, string? PutUrl) TargetOf(JsonNode? target, bool isChunking) => target switch
    {
        null => (false, null),
        JsonObject given when Text(given, "kind") is { } kind => kind == Targets.Put ? (false, PutUrl(given))
            : (Targets.IsZip(kind, isChunking), null),
        _ => throw DetailException.Schema(
            "union_tag_not_found", "Unable to extract tag using discriminator 'kind'", "body", "target"),
    };

    private static string PutUrl(JsonObject target)
    {
        object[] place = ["body", "target", Targets.Put, "url"];
        var text = Text(target, "url") ?? throw DetailException.Schema("missing", "Field required", place);
        return HttpAddress.IsClean(text) && HttpAddress.Parse(text) is { } url ? url.AbsoluteUri
            : throw DetailException.Schema("url_parsing", "Input should be a valid URL", place);
    }

    private static JsonObject Object(JsonObject body, string name) => body[name] switch
    {
        null => [],
        JsonObject given => given,
        _ => throw DetailException.Schema(
            "model_attributes_type", "Input should be a valid dictionary or object to extract fields from", "body", name),
    };

    private static Given Source(JsonNode? source, int index, List<string> ignored)
    {
        var kind = source is JsonObject given ? Text(given, "kind") : null;
        switch (kind)
        {
            case "file":
                var content = Required(source!, "base64_string", index, kind);
                return new Given(
                    Text((JsonObject)source!, "filename") ?? throw Missing("filename", index, kind), content, null, null);
            case "http":
                var url = Required(source!, "url", index, kind).GetString()!;
                return new Given(
                    null, default, Url(url, index), CallerHeaders.Read(source!["headers"], "sources.headers", ignored));
            case null:
                throw DetailException.Schema(
                    "union_tag_not_found", "Unable to extract tag using discriminator 'kind'", "body", "sources", index);
            default:
                throw DetailException.Schema(
                    "union_tag_invalid",
                    $"Input tag '{kind}' found using 'kind' does not match any of the expected tags: 'file', 'http'",
                    "body", "sources", index);
        }
    }

    private static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static JsonElement Required(JsonNode source, string name, int index, string kind) =>
        source[name] is JsonValue value && value.TryGetValue(out JsonElement element)
            && element.ValueKind == JsonValueKind.String
            ? element
            : throw Missing(name, index, kind);

    private static DetailException Missing(string name, int index, string kind) =>
        DetailException.Schema("missing", "Field required", "body", "sources", index, kind, name);

    private static Uri Url(string text, int index)
    {
        if (!HttpAddress.IsClean(text) || HttpAddress.Parse(text) is not { } url)
        {
            throw DetailException.Schema(
                "url_parsing", "Input should be a valid URL", "body", "sources", index, "http", "url");
        }

        return url.AbsolutePath.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            ? throw DetailException.Schema(
                "value_error", "Value error, ZIP URLs are not accepted on the convert endpoint", "body", "sources", index,
                "http", "url")
            : url;
    }

    private async Task<IReadOnlyList<ReceivedSource>> ReceiveAsync(
        IReadOnlyList<Given> sources, CancellationToken cancellationToken)
    {
        var received = new List<ReceivedSource>();
        try
        {
            foreach (var (name, content, address, headers) in sources)
            {
                received.Add(address is not null ? await receiver.UrlAsync(address, headers!, cancellationToken)
                    : await ReceiveAsync(name, content, cancellationToken));
            }
        }
        catch
        {
            received.ForEach(source => source.Upload?.Dispose());
            throw;
        }

        return received;
    }

    private async Task<ReceivedSource> ReceiveAsync(string? name, JsonElement content, CancellationToken cancellationToken) =>
        Base64.Decode(content) is { } bytes ? await receiver.FileAsync(name, new MemoryStream(bytes), cancellationToken)
            : new ReceivedSource(
                FileName.Clean(name), null, SourceFault.Failure("The base64 string cannot be decoded.", "policy"));

    /// <summary>A source as it was asked for: content, or an address and what to send there.</summary>
    private sealed record Given(string? Name, JsonElement Content, Uri? Address, IReadOnlyDictionary<string, string>? Headers);
}
