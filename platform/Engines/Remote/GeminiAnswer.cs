using System.Text.Json;

namespace DaprProcessing.Engines.Remote;

/// <summary>
/// What Gemini's <c>generateContent</c> has answered: the parts of its first candidate, and why it has stopped.
/// </summary>
/// <param name="Finish"><see cref="Stop"/> where it came to its end.</param>
/// <param name="BlockReason">Why it withholds the answer; null where it does not.</param>
/// <param name="Parts">None where it stopped before it began.</param>
public sealed record GeminiAnswer(string Finish, string? BlockReason, IReadOnlyList<JsonElement> Parts)
{
    public const string Stop = "STOP";

    /// <summary>It ran out of tokens.</summary>
    public bool IsTruncated => Finish == "MAX_TOKENS";

    /// <exception cref="InvalidDataException">No answer of Gemini; so are other exceptions of reading JSON.</exception>
    public static GeminiAnswer Read(RemoteAnswer answer)
    {
        var root = answer.Json();
        if (root.TryGetProperty("promptFeedback", out var feedback) && feedback.TryGetProperty("blockReason", out var reason))
        {
            return new GeminiAnswer("", reason.GetString() ?? "", []);
        }

        var candidate = root.GetProperty("candidates").EnumerateArray().First();
        var finish = (candidate.TryGetProperty("finishReason", out var finished) ? finished.GetString() : null) ?? Stop;
        var isBlocked = finish is "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "LANGUAGE";
        return new GeminiAnswer(finish, isBlocked ? finish : null, [.. PartsOf(candidate)]);
    }

    private static IEnumerable<JsonElement> PartsOf(JsonElement candidate) =>
        candidate.TryGetProperty("content", out var content) && content.TryGetProperty("parts", out var parts)
            ? parts.EnumerateArray() : [];
}
