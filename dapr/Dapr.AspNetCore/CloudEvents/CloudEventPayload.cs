using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Dapr.AspNetCore;

/// <summary>The data of a cloud event as a body of its own.</summary>
internal sealed record CloudEventPayload(byte[] Data, string? ContentType)
{
    private const string Json = "application/json";

    /// <summary>Null where the element is no cloud event: not an object, both kinds of data, or base64 that is none.</summary>
    public static CloudEventPayload? Read(JsonElement envelope, CloudEventsMiddlewareOptions options)
    {
        if (envelope.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var hasData = envelope.TryGetProperty("data", out var data);
        var hasBinary = envelope.TryGetProperty("data_base64", out var binary);
        var (contentType, isJson) = ContentTypeOf(envelope);
        return (hasData, hasBinary) switch
        {
            (true, true) => null,
            (true, false) => new(Text(data, isJson, options), contentType),
            (false, true) => binary.ValueKind == JsonValueKind.String && binary.TryGetBytesFromBase64(out var bytes) ? new(bytes, contentType) : null,
            (false, false) => new([], ContentType: null),
        };
    }

    // Text that is not JSON is carried as a JSON string; everything else is the JSON itself.
    private static byte[] Text(JsonElement data, bool isJson, CloudEventsMiddlewareOptions options) =>
        data.ValueKind == JsonValueKind.String && !isJson && !options.SuppressJsonDecodingOfTextPayloads
            ? Encoding.UTF8.GetBytes(data.GetString()!)
            : JsonMarshal.GetRawUtf8Value(data).ToArray();

    private static (string ContentType, bool IsJson) ContentTypeOf(JsonElement envelope)
    {
        if (!envelope.TryGetProperty("datacontenttype", out var property)
            || property.ValueKind != JsonValueKind.String
            || !MediaTypeHeaderValue.TryParse(property.GetString(), out var parsed))
        {
            return (Json, true);
        }

        // The new body is always UTF-8.
        parsed.Charset = null;
        var isJson = parsed.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
            || parsed.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);
        return (parsed.ToString(), isJson);
    }
}
