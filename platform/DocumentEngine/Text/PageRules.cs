using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>The ruling lines of a page, where it may hold a table: those its operations draw, and on a scan those its picture
/// shows.</summary>
internal static class PageRules
{
    private const double ScanShare = 0.6;

    /// <summary>A0: larger pages are drawings, and take long to render.</summary>
    private const double LargestLookedAtPt2 = 2400 * 3400;

    public static IReadOnlyList<Box> Find(PdfPage page, IReadOnlyList<PageWord> words, PageDrawing drawing, RuleSearch search)
    {
        var lines = drawing.Lines();
        var (width, height) = page.SizePt;
        var isScan = drawing.Images.Any(image => image.Width * image.Height > ScanShare * width * height);
        if ((lines.Count == 0 && !isScan) || (search == RuleSearch.WhereTablesAreLikely
            && !TableHint.IsPresent(words) && !TableHint.IsDrawn(lines)))
        {
            return [];
        }

        return isScan && (search == RuleSearch.Everywhere || width * height <= LargestLookedAtPt2)
            ? [.. lines, .. RulingLines.Find(page)] : lines;
    }
}
