using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Pages;

/// <summary>Where a page's text came from: what the result says of it.</summary>
/// <param name="Reason">Why not the text layer, or not it alone; null for a good one.</param>
/// <param name="Confidence">Mean word confidence of OCR, 0 to 1.</param>
/// <param name="Words">How many.</param>
/// <param name="Coverage">Of the places where the page shows text, the share that was read: 1 where none is known that was
/// not.</param>
public sealed record PageTextOrigin(TextSource Source, string? Reason, double? Confidence, int Words, double Coverage = 1)
{
    /// <inheritdoc cref="PageText.UnreadReason"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UnreadReason { get; init; }

    /// <inheritdoc cref="PageText.Recognizer"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Recognizer { get; init; }

    /// <inheritdoc cref="PageText.SecondOpinion"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SecondOpinion { get; init; }

    /// <inheritdoc cref="PageText.LeftOut"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LeftOutWords? LeftOut { get; init; }

    public static PageTextOrigin Of(PageText text) =>
        new(text.Source, text.Reason, text.Confidence, text.Words.Count, CoverageOf(text))
        {
            UnreadReason = text.UnreadReason,
            Recognizer = text.Recognizer,
            SecondOpinion = text.SecondOpinion,
            LeftOut = text.LeftOut,
        };

    private static double CoverageOf(PageText text)
    {
        var unread = (text.Unread ?? []).Concat(text.Untried ?? []).Sum(box => box.Area);
        return unread <= 0 ? 1 : Math.Round(1 - (unread / (unread + text.Words.Sum(word => word.Box.Area))), 3);
    }
}
