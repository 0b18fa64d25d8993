using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>
/// The resolution beyond which a page that is one picture shows nothing more. Writers that know no resolution make a point of
/// every pixel: such a page is as large as a poster, and drawn as one it has ten times the pixels of its scan.
/// </summary>
internal static class ScanResolution
{
    private const int MaxLookedAt = 1000;

    private const double FullShare = 0.8;

    /// <summary>Of A4 at 300 dpi: up to there more pixels than the picture has help a recogniser.</summary>
    private const double UsefulSidePx = 3508;

    public static double Limit(PdfPage page, double unit, double wantedDpi)
    {
        var (width, height) = page.SizePt;
        var byPage = UsefulSidePx * PageUnit.PointsPerInch / (Math.Max(width, height) * unit);
        var image = wantedDpi <= byPage ? 0 : ImageOf(page);
        return image == 0 || PdfiumObject.ImageMetadata(image, 0, out var metadata) == 0 ? wantedDpi
            : Math.Min(wantedDpi, Math.Max(byPage, byPage * Math.Max(metadata.WidthPx, metadata.HeightPx) / UsefulSidePx));
    }

    /// <returns>The picture that covers the page; 0 where there is none, or several.</returns>
    private static nint ImageOf(PdfPage page)
    {
        nint found = 0;
        for (var index = 0; index < Math.Min(MaxLookedAt, PdfiumObject.CountOnPage(page.Handle)); index++)
        {
            var item = PdfiumObject.OnPage(page.Handle, index);
            if (PdfiumObject.Type(item) == PdfiumObject.Image)
            {
                if (found != 0)
                {
                    return 0;
                }

                found = item;
            }
        }

        return found != 0 && PdfiumObject.Bounds(found, out var left, out var bottom, out var right, out var top) != 0
            && (right - left) * (top - bottom) > FullShare * page.SizePt.WidthPt * page.SizePt.HeightPt ? found : 0;
    }
}
