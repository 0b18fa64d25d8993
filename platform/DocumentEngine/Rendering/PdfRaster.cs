using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>
/// Draws a PDF page on white. In gray where nothing on it has a colour: that takes half the time. An image is the
/// exception, which PDFium turns into gray more slowly than it draws it.
/// </summary>
internal static unsafe class PdfRaster
{
    private const uint White = 0xFFFFFFFF;

    /// <param name="unit">Of the page's lengths, in 1/72 inch.</param>
    public static Raster Render(PdfPage page, double wantedDpi, bool grayscale, double unit = 1)
    {
        var (widthPt, heightPt) = page.SizePt;
        var wanted = ScanResolution.Limit(page, unit, wantedDpi);
        var (width, height, dpi) = PixelBudget.Fit(widthPt * unit, heightPt * unit, wanted);
        var inGray = grayscale ? !PageColors.IsMostlyImage(page) : !PageColors.Has(page);
        page.IsDrawn = true;
        var raster = Draw(page.Handle, width, height, dpi, inGray);
        return grayscale ? raster.AsGray() : raster;
    }

    public static Raster Draw(nint page, int width, int height, double dpi, bool inGray) =>
        Draw(page, (0, 0), (width, height), (width, height), dpi, inGray);

    /// <summary>What lies from left and top on, of a page drawn in that size.</summary>
    public static Raster DrawPart(
        PdfPage page, int left, int top, int width, int height, (int Width, int Height) whole, bool inGray)
    {
        page.IsDrawn = true;
        return Draw(page.Handle, (left, top), (width, height), whole, 0, inGray);
    }

    private static Raster Draw(nint page, (int Left, int Top) corner, (int Width, int Height) part,
        (int Width, int Height) whole, double dpi, bool inGray)
    {
        var (width, height) = part;
        var bitmap = PdfiumBitmap.Create(width, height, inGray ? PdfiumBitmap.Gray : PdfiumBitmap.Bgrx, 0, 0);
        if (bitmap == 0)
        {
            throw new DocumentFault(FailureCodes.ResourceLimit, "The page image does not fit into memory.");
        }

        PdfiumBitmap.Fill(bitmap, 0, 0, width, height, White);

        // Both sides reach the edge exactly, also where rounding to whole pixels moved it.
        var flags = PdfiumBitmap.WithAnnotations | PdfiumBitmap.SmallImageCache | (inGray ? PdfiumBitmap.InGray : 0);
        PdfiumBitmap.Render(bitmap, page, -corner.Left, -corner.Top, whole.Width, whole.Height, 0, flags);
        var order = inGray ? PixelOrder.Gray : PixelOrder.Bgrx;
        var (data, stride) = ((nint)PdfiumBitmap.Data(bitmap), PdfiumBitmap.Stride(bitmap));
        return new Raster(width, height, dpi, order, (byte*)data, stride, () => PdfiumBitmap.Destroy(bitmap))
        {
            Grayscale = inGray,
        };
    }
}
