namespace DaprProcessing.Contracts.Pages;

/// <summary>Where a page's text came from: what the result says of it.</summary>
/// <param name="Reason">Why not the text layer; null for a good one.</param>
/// <param name="Confidence">Mean word confidence of OCR, 0 to 1.</param>
/// <param name="Words">How many.</param>
public sealed record PageTextOrigin(TextSource Source, string? Reason, double? Confidence, int Words)
{
    public static PageTextOrigin Of(PageText text) => new(text.Source, text.Reason, text.Confidence, text.Words.Count);
}
