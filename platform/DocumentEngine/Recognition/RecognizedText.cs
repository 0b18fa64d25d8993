using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Text;

namespace DaprProcessing.DocumentEngine.Recognition;

/// <summary>From the pixels of the recognised image to the points of the page.</summary>
internal static class RecognizedText
{
    /// <summary>Font size over word height, for the rare word that tesseract gives no size.</summary>
    private const double SizeOverHeight = 0.9;

    private static readonly PageFont Font = new(PageText.RecognizedFont, false, false, false);

    /// <param name="quarters">Clockwise quarter turns the image was given before it was read.</param>
    public static PageText ToPage(RecognizedPage page, int pageNo, (double WidthPt, double HeightPt) displayed, int quarters)
    {
        var (width, height) = quarters % 2 == 0 ? displayed : (displayed.HeightPt, displayed.WidthPt);
        var x = width / page.WidthPx;
        var y = height / page.HeightPx;
        var words = page.Words.Select(word => ToWord(word, x, y)).ToArray();
        for (var i = 0; i + 1 < words.Length; i++)
        {
            if (!words[i].EndsLine && CjkSpacing.IsJoint(words[i], words[i + 1]))
            {
                words[i] = words[i] with { SpaceAfter = false };
            }
        }

        return new PageText(
            pageNo, Points.Round(width), Points.Round(height), TextSource.Ocr, null,
            page.MeanConfidence is { } confidence ? Math.Round(confidence, 4) : null,
            words.Length == 0 ? [] : [Font], words, [.. page.Images.Select(box => ToBox(box, x, y))],
            [.. page.Rules.Select(box => ToBox(box, x, y))],
            quarters * 90, Math.Round(page.SlopeDeg, 2));
    }

    private static PageWord ToWord(RecognizedWord word, double x, double y)
    {
        var box = ToBox(word.Box, x, y);
        return new PageWord(
            word.Text, box, 0, word.SizePt > 0 ? word.SizePt : Math.Round(box.Height * SizeOverHeight, 2), word.EndsLine)
        {
            Confidence = word.Confidence,
        };
    }

    private static Box ToBox(PixelBox box, double x, double y) =>
        Points.Box(box.Left * x, box.Top * y, box.Right * x, box.Bottom * y);
}
