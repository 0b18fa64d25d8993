using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Rendering;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Horizontal and vertical ruling lines of a scan, seen rather than read: the page is drawn in gray and long thin dark runs
/// are collected.
/// What is drawn by operations is read by <see cref="DrawnLines"/>.
/// </summary>
internal static class RulingLines
{
    /// <summary>Half-point lines still come out dark enough.</summary>
    private const double Dpi = 144;

    private const double MinLengthPt = 20;
    private const double MaxThicknessPt = 4;
    private const byte DarkBelow = 176;

    public static IReadOnlyList<Box> Find(PdfPage page)
    {
        using var raster = PdfRaster.Render(page, Dpi, grayscale: true);
        var dark = DarkPixels(raster);
        var scale = PageUnit.PointsPerInch / raster.Dpi;
        var minLength = (int)(MinLengthPt / scale);
        var maxThickness = Math.Max(1, (int)(MaxThicknessPt / scale));
        var lines = new List<Box>();

        var level = new RunCollector(dark, raster.WidthPx, raster.HeightPx, 1, raster.WidthPx);
        foreach (var run in level.Collect(minLength, maxThickness))
        {
            lines.Add(Points.Box(run.Start * scale, run.FirstRow * scale, run.End * scale, (run.LastRow + 1) * scale));
        }

        var upright = new RunCollector(dark, raster.HeightPx, raster.WidthPx, raster.WidthPx, 1);
        foreach (var run in upright.Collect(minLength, maxThickness))
        {
            lines.Add(Points.Box(run.FirstRow * scale, run.Start * scale, (run.LastRow + 1) * scale, run.End * scale));
        }

        return lines;
    }

    private static bool[] DarkPixels(Raster raster)
    {
        var dark = new bool[raster.WidthPx * raster.HeightPx];
        var row = new byte[raster.WidthPx];
        for (var y = 0; y < raster.HeightPx; y++)
        {
            PixelRows.Convert(raster, y, row, gray: true);
            for (var x = 0; x < row.Length; x++)
            {
                dark[(y * raster.WidthPx) + x] = row[x] < DarkBelow;
            }
        }

        return dark;
    }
}
