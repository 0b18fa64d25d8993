using System.Text.Encodings.Web;
using System.Text.Json;

namespace DaprProcessing.Gateway.Compatibility;

/// <summary>JSON as docling-serve writes it: snake_case, absent values as null, text unescaped.</summary>
internal static class Wire
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
