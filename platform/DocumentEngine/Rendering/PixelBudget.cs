using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;

namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>Keeps a page image within what one page may cost, by lowering its resolution.</summary>
internal static class PixelBudget
{
    public const long MaxPixels = 100_000_000;

    /// <summary>Tesseract and most readers of PNG go no further than 16 bits a side.</summary>
    private const int MaxSidePx = 32767;

    /// <summary>Below this a page is a smudge, and its box a trap.</summary>
    private const double MinDpi = 4;

    public static (int WidthPx, int HeightPx, double Dpi) Fit(double widthPt, double heightPt, double dpi)
    {
        if (!(widthPt > 0 && heightPt > 0 && dpi > 0))
        {
            throw new DocumentFault(FailureCodes.InvalidDocument, "The page has no area.");
        }

        var bySide = MaxSidePx * PageUnit.PointsPerInch / Math.Max(widthPt, heightPt);
        var byArea = Math.Sqrt(MaxPixels / (widthPt * heightPt)) * PageUnit.PointsPerInch;
        var fitting = Math.Min(dpi, Math.Min(bySide, byArea));
        if (fitting < MinDpi)
        {
            throw new DocumentFault(
                FailureCodes.ResourceLimit, $"A page of {widthPt:0} by {heightPt:0} points is too large to render.");
        }

        return (Pixels(widthPt, fitting), Pixels(heightPt, fitting), fitting);
    }

    private static int Pixels(double lengthPt, double dpi) =>
        Math.Clamp((int)Math.Round(lengthPt * dpi / PageUnit.PointsPerInch), 1, MaxSidePx);
}
