using System.Text.Json;

namespace DaprProcessing.JetstreamComponent.Rpc;

/// <summary>The id in a CloudEvent, by which the broker tells a message that is sent twice.</summary>
internal static class CloudEventId
{
    /// <summary>Null for bytes that are no CloudEvent.</summary>
    public static string? Read(ReadOnlySpan<byte> envelope)
    {
        var reader = new Utf8JsonReader(envelope);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("id"u8);
                reader.Read();
                if (isId)
                {
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // A raw payload is anything.
            return null;
        }

        return null;
    }
}
