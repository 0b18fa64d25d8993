using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Quality;

/// <summary>The share of a page under images, overlaps counted once: scans often come in strips or layers.</summary>
internal static class ImageCoverage
{
    private const int Cells = 64;

    public static double Of(PageText page)
    {
        if (page.Images.Count == 0 || page.WidthPt <= 0 || page.HeightPt <= 0)
        {
            return 0;
        }

        var covered = new bool[Cells * Cells];
        foreach (var box in page.Images)
        {
            var (left, right) = (CellOf(box.L, page.WidthPt), CellOf(box.R, page.WidthPt));
            for (var row = CellOf(box.T, page.HeightPt); row < CellOf(box.B, page.HeightPt); row++)
            {
                covered.AsSpan((row * Cells) + left, Math.Max(0, right - left)).Fill(true);
            }
        }

        return (double)covered.AsSpan().Count(true) / covered.Length;
    }

    private static int CellOf(double position, double length) => (int)Math.Clamp(Math.Round(position / length * Cells), 0, Cells);
}
