using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaprProcessing.Local.JetStream.Api;

/// <summary>The JSON of the JetStream API: snake case, nanoseconds, nothing written where the server's default applies.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new NanosecondsConverter() },
    };
}
