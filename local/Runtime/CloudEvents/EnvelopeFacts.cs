using System.Globalization;
using System.Text.Json;

namespace DaprProcessing.Local.Runtime.CloudEvents;

/// <summary>
/// What delivery needs to know of a stored envelope, found in one pass over its top level without copying its data.
/// </summary>
/// <param name="IsJson">False where the stored bytes are not a JSON object: not an envelope.</param>
internal readonly record struct EnvelopeFacts(bool IsJson, string? Id, DateTimeOffset? Expiration, string? TraceParent)
{
    public static EnvelopeFacts Read(ReadOnlySpan<byte> envelope)
    {
        string? id = null, traceParent = null;
        DateTimeOffset? expiration = null;
        try
        {
            var reader = new Utf8JsonReader(envelope, new JsonReaderOptions { MaxDepth = 300 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return default;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("id"u8);
                var isTrace = !isId && reader.ValueTextEquals("traceparent"u8);
                var isExpiration = !isId && !isTrace && reader.ValueTextEquals("expiration"u8);
                reader.Read();
                if (reader.TokenType != JsonTokenType.String)
                {
                    reader.Skip();
                }
                else if (isId)
                {
                    id = reader.GetString();
                }
                else if (isTrace)
                {
                    traceParent = reader.GetString();
                }
                else if (isExpiration && DateTimeOffset.TryParse(
                    reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
                {
                    expiration = end;
                }
            }

            return new EnvelopeFacts(reader.TokenType == JsonTokenType.EndObject && !reader.Read(), id, expiration, traceParent);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is not UTF-8 where a string was read.
            return default;
        }
    }
}
