namespace DaprProcessing.DocumentEngine.Recognition;

/// <summary>What tesseract made of one image; boxes in its pixels, origin top left.</summary>
internal sealed record RecognizedPage(
    IReadOnlyList<RecognizedWord> Words, IReadOnlyList<PixelBox> Images, IReadOnlyList<PixelBox> Rules, int WidthPx, int HeightPx)
{
    private const double Sure = 0.6;

    /// <summary>By letters, so that specks taken for letters count little; null where there are no words.</summary>
    public double? MeanConfidence => Words.Count == 0 ? null : Words.Sum(word => word.Confidence * word.Text.Length) / Words.Sum(word => word.Text.Length);

    /// <summary>Letters read with confidence: what tells a page the right way up from one that is not.</summary>
    public double SureLetters => Words.Where(word => word.Confidence >= Sure && word.Text.Length > 1).Sum(word => word.Confidence * word.Text.Length);
}

/// <param name="Confidence">0 to 1.</param>
/// <param name="SizePt">Height of the line, as a font size; 0 where tesseract does not tell.</param>
internal sealed record RecognizedWord(string Text, PixelBox Box, double Confidence, double SizePt, bool EndsLine);

internal readonly record struct PixelBox(int Left, int Top, int Right, int Bottom);
