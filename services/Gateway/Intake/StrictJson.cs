using System.Text;
using System.Text.Json;

namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// How JSON of callers is read: UTF-8 with or without its mark, no key twice, no depth that nobody needs, and no escaped half of
/// a surrogate pair, which no text can hold. Whatever is wrong is a <see cref="JsonException"/>.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowDuplicateProperties = false };
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static JsonElement Parse(string json)
    {
        try
        {
            return Parse(Utf8.GetBytes(json));
        }
        catch (EncoderFallbackException)
        {
            throw new JsonException("half of a surrogate pair is no text");
        }
    }

    public static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        var mark = Encoding.UTF8.Preamble;
        try
        {
            using var document = JsonDocument.Parse(json.Span.StartsWith(mark) ? json[mark.Length..] : json, Options);
            CheckTexts(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("half of a surrogate pair is no text");
        }
    }

    // Reading a name or a text is what finds a broken one, by an InvalidOperationException.
    private static void CheckTexts(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                _ = json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                {
                    CheckTexts(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                {
                    _ = property.Name;
                    CheckTexts(property.Value);
                }

                break;
        }
    }
}
