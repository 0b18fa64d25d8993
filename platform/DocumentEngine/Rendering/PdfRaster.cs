using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;

namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>Draws a PDF page with cairo, on white.</summary>
internal static unsafe class PdfRaster
{
    public static Raster Render(PdfPage page, double wantedDpi, bool grayscale)
    {
        var (widthPt, heightPt) = page.SizePt;
        var (width, height, dpi) = PixelBudget.Fit(widthPt, heightPt, wantedDpi);
        var surface = Cairo.CreateImage(Cairo.FormatRgb24, width, height);
        if (Cairo.SurfaceStatus(surface) != 0)
        {
            Cairo.DestroySurface(surface);
            throw new DocumentFault(FailureCodes.ResourceLimit, "The page image does not fit into memory.");
        }

        var cairo = Cairo.Create(surface);
        Cairo.SetSource(cairo, 1, 1, 1);
        Cairo.Paint(cairo);

        // Both sides reach the edge exactly, also where rounding to whole pixels moved it.
        Cairo.Scale(cairo, width / widthPt, height / heightPt);
        Poppler.Render(page.Handle, cairo);
        Cairo.Destroy(cairo);
        Cairo.Flush(surface);
        return new Raster(width, height, dpi, PixelOrder.Bgrx, Cairo.ImageData(surface), Cairo.ImageStride(surface), () => Cairo.DestroySurface(surface))
        {
            Grayscale = grayscale,
        };
    }
}
