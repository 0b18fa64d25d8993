using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DaprProcessing.Local.Runtime.Json;

/// <summary>
/// JSON as daprd writes it after it has read it: members sorted by name, <c>&lt; &gt; &amp;</c> escaped, no white space. A value
/// that goes through here must reach the app as it would through daprd, or an app could come to rely on what only this runtime
/// keeps.
/// </summary>
internal static class GoJson
{
    public const int MaxDepth = 256;

    private static readonly JsonWriterOptions WriterOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = MaxDepth + 8 };

    /// <summary>Values of the state and binding calls: daprd parses their numbers into doubles.</summary>
    /// <exception cref="JsonException">A number is beyond a double.</exception>
    public static ReadOnlyMemory<byte> WithDoubles(JsonElement value) => Build(json => Write(json, value, keepsDigits: false));

    /// <summary>The data of events: numbers keep every digit.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement value) => Write(json, value, keepsDigits: true);

    public static ReadOnlyMemory<byte> Build(Action<Utf8JsonWriter> write, int sizeHint = 256)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(sizeHint, 1));
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            write(json);
        }

        return EscapeHtml(buffer.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter json, JsonElement value, bool keepsDigits)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var (name, member) in Sorted(value))
                {
                    json.WritePropertyName(name);
                    Write(json, member, keepsDigits);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item, keepsDigits);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Number:
                json.WriteRawValue(
                    keepsDigits ? value.GetRawText() : GoNumber.Format(value.GetDouble()), skipInputValidation: true);
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    // Of a name that comes twice the last counts.
    private static SortedDictionary<string, JsonElement> Sorted(JsonElement value)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }

    // Outside of texts JSON has none of the three, so the bytes can be looked at as they are.
    private static ReadOnlyMemory<byte> EscapeHtml(ReadOnlyMemory<byte> json)
    {
        var count = json.Span.Count((byte)'<') + json.Span.Count((byte)'>') + json.Span.Count((byte)'&');
        if (count == 0)
        {
            return json;
        }

        var escaped = new ArrayBufferWriter<byte>(json.Length + (5 * count));
        for (var rest = json.Span; !rest.IsEmpty;)
        {
            var at = rest.IndexOfAny((byte)'<', (byte)'>', (byte)'&');
            escaped.Write(at < 0 ? rest : rest[..at]);
            if (at < 0)
            {
                break;
            }

            escaped.Write(rest[at] switch { (byte)'<' => "\\u003c"u8, (byte)'>' => "\\u003e"u8, _ => "\\u0026"u8 });
            rest = rest[(at + 1)..];
        }

        return escaped.WrittenMemory;
    }
}
