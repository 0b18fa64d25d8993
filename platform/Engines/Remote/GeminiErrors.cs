using System.Globalization;
using System.Text.Json;

namespace DaprProcessing.Engines.Remote;

/// <summary>
/// Reads Gemini's error bodies: <c>{"error":{"code","message","status","details":[…]}}</c>. A key that is not right is status 400
/// there, with the reason in the details, and the time to wait stands in the details too, in no header.
/// </summary>
public static class GeminiErrors
{
    private const string KeyReasons = "API_KEY_";

    // Of no error of ours: a longer one is taken for this long.
    private const double LongestSeconds = 86_400 * 365.0;

    public static EngineError Read(RemoteAnswer answer)
    {
        try
        {
            var details = Details(answer.Json()).ToArray();
            return new EngineError(
                details.Any(detail => Text(detail, "reason")?.StartsWith(KeyReasons, StringComparison.Ordinal) == true),
                details.Select(detail => Duration(Text(detail, "retryDelay"))).FirstOrDefault(delay => delay is not null));
        }
        catch (JsonException)
        {
            return EngineError.None;
        }
    }

    private static IEnumerable<JsonElement> Details(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error)
        && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("details", out var details)
        && details.ValueKind == JsonValueKind.Array
            ? details.EnumerateArray().Where(detail => detail.ValueKind == JsonValueKind.Object) : [];

    private static string? Text(JsonElement detail, string name) =>
        detail.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary><c>37s</c>, <c>3.5s</c>.</summary>
    private static TimeSpan? Duration(string? text) =>
        text is [.. var number, 's']
        && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestSeconds)) : null;
}
