using System.Text.Json;

namespace DaprProcessing.Platform.Objects;

/// <summary>
/// Payloads daprd's S3 binding would change: it reads what happens to be a JSON text, number, true, false or null, and stores
/// that without quotes, rounded, or empty.
/// </summary>
internal static class JsonScalar
{
    public static bool Is(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content);
        try
        {
            return reader.Read() && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)
                && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
