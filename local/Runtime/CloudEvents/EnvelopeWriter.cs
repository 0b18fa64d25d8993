using System.Globalization;
using System.Text;
using System.Text.Json;
using DaprProcessing.Local.Runtime.Json;

namespace DaprProcessing.Local.Runtime.CloudEvents;

/// <summary>Wraps what an app publishes into a CloudEvent 1.0 envelope, or completes the envelope it sent.</summary>
internal static class EnvelopeWriter
{
    private const string CloudEventType = "application/cloudevents+json";
    private static readonly string[] Overridable = ["id", "source", "subject", "traceid", "traceparent", "tracestate", "type"];
    private static readonly JsonDocumentOptions ReaderOptions = new() { MaxDepth = GoJson.MaxDepth };

    /// <summary>Throws <see cref="JsonException"/> where the caller's own envelope is not a JSON object.</summary>
    public static Envelope Write(in EnvelopeRequest request)
    {
        var mediaType = MediaType(request.ContentType);
        var isCloudEvent = mediaType.Equals(CloudEventType, StringComparison.OrdinalIgnoreCase);
        return isCloudEvent ? Complete(request) : Wrap(request, mediaType);
    }

    private static Envelope Wrap(in EnvelopeRequest request, ReadOnlySpan<char> mediaType)
    {
        var members = Members();
        using var document = WriteData(members, request, mediaType);
        members["datacontenttype"] = Text(request.ContentType is { Length: > 0 } given ? given : "text/plain");
        members["id"] = Text(Guid.NewGuid().ToString());
        members["source"] = Text(request.AppId);
        AddRest(members, request);
        return Close(members, request);
    }

    // The caller's members stay; what it left out is added, and where it goes is ours to say.
    private static Envelope Complete(in EnvelopeRequest request)
    {
        using var document = JsonDocument.Parse(request.Data, ReaderOptions);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("a CloudEvent is a JSON object");
        }

        var members = Members();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            var value = member.Value;
            members[member.Name] = json => GoJson.Write(json, value);
        }

        members.TryAdd("source", Text("Dapr"));
        AddRest(members, request);
        return Close(members, request);
    }

    private static void AddRest(SortedDictionary<string, Action<Utf8JsonWriter>> members, in EnvelopeRequest request)
    {
        members.TryAdd("type", Text("com.dapr.event.sent"));
        members.TryAdd("specversion", Text("1.0"));
        members.TryAdd("time", Text(Timestamp(request.Now)));
        members.TryAdd("traceid", Text(request.Trace.Parent ?? ""));
        members.TryAdd("traceparent", Text(request.Trace.Parent ?? ""));
        members.TryAdd("tracestate", Text(request.Trace.State ?? ""));
        if (request.Metadata.TryGetValue("ttlInSeconds", out var text) && int.TryParse(text, out var seconds) && seconds > 0)
        {
            members.TryAdd("expiration", Text(Timestamp(request.Now.AddSeconds(seconds))));
        }

        foreach (var name in Overridable)
        {
            if (request.Metadata.TryGetValue("cloudevent." + name, out var value))
            {
                members[name] = Text(value);
            }
        }

        members["pubsubname"] = Text(request.PubSubName);
        members["topic"] = Text(request.Topic);
    }

    private static Envelope Close(SortedDictionary<string, Action<Utf8JsonWriter>> members, in EnvelopeRequest request)
    {
        var envelope = GoJson.Build(
            json =>
            {
                json.WriteStartObject();
                foreach (var (name, write) in members)
                {
                    json.WritePropertyName(name);
                    write(json);
                }

                json.WriteEndObject();
            },
            request.Data.Length + 512);
        return new Envelope(envelope, EnvelopeFacts.Read(envelope.Span).Id);
    }

    // The document behind the data, where it is JSON: it must live until the envelope is closed.
    private static JsonDocument? WriteData(
        SortedDictionary<string, Action<Utf8JsonWriter>> members, in EnvelopeRequest request, ReadOnlySpan<char> mediaType)
    {
        var data = request.Data;
        if (mediaType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            || mediaType.Equals("application/cloudevents+protobuf", StringComparison.OrdinalIgnoreCase))
        {
            members["data_base64"] = json => json.WriteBase64StringValue(data.Span);
            return null;
        }

        if (mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) && ParseOrNull(data) is { } document)
        {
            members["data"] = json => GoJson.Write(json, document.RootElement);
            return document;
        }

        // Through a string: bytes that are not UTF-8 become replacement characters instead of an error.
        members["data"] = Text(Encoding.UTF8.GetString(data.Span));
        return null;
    }

    private static JsonDocument? ParseOrNull(ReadOnlyMemory<byte> data)
    {
        try
        {
            return System.Text.Unicode.Utf8.IsValid(data.Span) ? JsonDocument.Parse(data, ReaderOptions) : null;
        }
        catch (JsonException)
        {
            // Said to be JSON and is not: it travels as text.
            return null;
        }
    }

    private static SortedDictionary<string, Action<Utf8JsonWriter>> Members() => new(StringComparer.Ordinal);

    private static Action<Utf8JsonWriter> Text(string value) => json => json.WriteStringValue(value);

    private static ReadOnlySpan<char> MediaType(string? contentType)
    {
        var whole = contentType.AsSpan();
        var end = whole.IndexOf(';');
        return (end < 0 ? whole : whole[..end]).Trim();
    }

    private static string Timestamp(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
