using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DaprProcessing.Local.Runtime.CloudEvents;

/// <summary>Wraps what an app publishes into a CloudEvent 1.0 envelope, or completes the envelope it sent.</summary>
internal static class EnvelopeWriter
{
    private const int MaxJsonDepth = 256;

    private static readonly JsonWriterOptions WriterOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = MaxJsonDepth + 8 };

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxJsonDepth };
    private static readonly string[] AlwaysOurs = ["topic", "pubsubname"];

    /// <summary>Throws <see cref="JsonException"/> where the caller's own envelope is not a JSON object.</summary>
    public static Envelope Write(in EnvelopeRequest request)
    {
        var mediaType = MediaType(request.ContentType);
        return mediaType.Equals("application/cloudevents+json", StringComparison.OrdinalIgnoreCase) ? Complete(request) : Wrap(request, mediaType);
    }

    private static Envelope Wrap(in EnvelopeRequest request, ReadOnlySpan<char> mediaType)
    {
        var id = Override(request, "id") ?? Guid.NewGuid().ToString();
        var buffer = new ArrayBufferWriter<byte>(request.Data.Length + 512);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            WriteData(json, request.Data, mediaType);
            json.WriteString("datacontenttype"u8, request.ContentType is { Length: > 0 } given ? given : "text/plain");
            json.WriteString("id"u8, id);
            json.WriteString("specversion"u8, "1.0"u8);
            json.WriteString("source"u8, Override(request, "source") ?? request.AppId);
            json.WriteString("type"u8, Override(request, "type") ?? "com.dapr.event.sent");
            json.WriteString("time"u8, Timestamp(request.Now));
            if (Override(request, "subject") is { } subject)
            {
                json.WriteString("subject"u8, subject);
            }

            json.WriteString("pubsubname"u8, request.PubSubName);
            json.WriteString("topic"u8, request.Topic);
            WriteTrace(json, request, []);
            WriteExpiration(json, request);
            json.WriteEndObject();
        }

        return new Envelope(buffer.WrittenMemory, id);
    }

    // The caller's members stay as their bytes are; only what it left out is added, and where it goes is ours to say.
    private static Envelope Complete(in EnvelopeRequest request)
    {
        using var document = JsonDocument.Parse(request.Data, new JsonDocumentOptions { MaxDepth = MaxJsonDepth });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("a CloudEvent is a JSON object");
        }

        var buffer = new ArrayBufferWriter<byte>(request.Data.Length + 256);
        var present = new HashSet<string>();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            foreach (var member in root.EnumerateObject())
            {
                if (!AlwaysOurs.Contains(member.Name) && Override(request, member.Name) is null && present.Add(member.Name))
                {
                    member.WriteTo(json);
                }
            }

            WriteMissing("source", Override(request, "source") ?? "Dapr");
            WriteMissing("type", Override(request, "type") ?? "com.dapr.event.sent");
            WriteMissing("specversion", "1.0");
            WriteMissing("time", Timestamp(request.Now));
            WriteMissing("id", Override(request, "id"));
            WriteMissing("subject", Override(request, "subject"));
            json.WriteString("pubsubname"u8, request.PubSubName);
            json.WriteString("topic"u8, request.Topic);
            WriteTrace(json, request, present);
            if (!present.Contains("expiration"))
            {
                WriteExpiration(json, request);
            }

            json.WriteEndObject();

            void WriteMissing(string name, string? value)
            {
                if (value is not null && present.Add(name))
                {
                    json.WriteString(name, value);
                }
            }
        }

        var id = Override(request, "id")
            ?? (root.TryGetProperty("id", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null);
        return new Envelope(buffer.WrittenMemory, id);
    }

    private static void WriteData(Utf8JsonWriter json, ReadOnlyMemory<byte> data, ReadOnlySpan<char> mediaType)
    {
        if (mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) && IsJson(data.Span))
        {
            json.WritePropertyName("data"u8);
            // Checked above; spliced as it is, so numbers keep every digit.
            json.WriteRawValue(data.Span, skipInputValidation: true);
        }
        else if (mediaType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            || mediaType.Equals("application/cloudevents+protobuf", StringComparison.OrdinalIgnoreCase))
        {
            json.WriteBase64String("data_base64"u8, data.Span);
        }
        else
        {
            // Through a string: bytes that are not UTF-8 become replacement characters instead of an error.
            json.WriteString("data"u8, Encoding.UTF8.GetString(data.Span));
        }
    }

    private static void WriteTrace(Utf8JsonWriter json, in EnvelopeRequest request, HashSet<string> present)
    {
        var parent = Override(request, "traceparent") ?? request.Trace.Parent;
        Write("traceid", Override(request, "traceid") ?? parent, present);
        Write("traceparent", parent, present);
        Write("tracestate", Override(request, "tracestate") ?? request.Trace.State, present);

        void Write(string name, string? value, HashSet<string> taken)
        {
            if (value is not null && !taken.Contains(name))
            {
                json.WriteString(name, value);
            }
        }
    }

    private static void WriteExpiration(Utf8JsonWriter json, in EnvelopeRequest request)
    {
        if (request.Metadata.TryGetValue("ttlInSeconds", out var text) && int.TryParse(text, out var seconds) && seconds > 0)
        {
            json.WriteString("expiration"u8, Timestamp(request.Now.AddSeconds(seconds)));
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data, ReaderOptions);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped is false && !System.Text.Unicode.Utf8.IsValid(reader.ValueSpan))
                {
                    return false;
                }
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ReadOnlySpan<char> MediaType(string? contentType)
    {
        var whole = contentType.AsSpan();
        var end = whole.IndexOf(';');
        return (end < 0 ? whole : whole[..end]).Trim();
    }

    private static string? Override(in EnvelopeRequest request, string name) =>
        request.Metadata.Count > 0 && request.Metadata.TryGetValue("cloudevent." + name, out var value) ? value : null;

    private static string Timestamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
