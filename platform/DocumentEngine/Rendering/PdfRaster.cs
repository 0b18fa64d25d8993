using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>Draws a PDF page on white.</summary>
internal static unsafe class PdfRaster
{
    private const uint White = 0xFFFFFFFF;

    public static Raster Render(PdfPage page, double wantedDpi, bool grayscale)
    {
        var (widthPt, heightPt) = page.SizePt;
        var (width, height, dpi) = PixelBudget.Fit(widthPt, heightPt, wantedDpi);
        var bitmap = PdfiumBitmap.Create(width, height, grayscale ? PdfiumBitmap.Gray : PdfiumBitmap.Bgrx, 0, 0);
        if (bitmap == 0)
        {
            throw new DocumentFault(FailureCodes.ResourceLimit, "The page image does not fit into memory.");
        }

        PdfiumBitmap.Fill(bitmap, 0, 0, width, height, White);

        // Both sides reach the edge exactly, also where rounding to whole pixels moved it.
        var flags = PdfiumBitmap.WithAnnotations | PdfiumBitmap.SmallImageCache | (grayscale ? PdfiumBitmap.InGray : 0);
        PdfiumBitmap.Render(bitmap, page.Handle, 0, 0, width, height, 0, flags);
        var order = grayscale ? PixelOrder.Gray : PixelOrder.Bgrx;
        var (data, stride) = ((nint)PdfiumBitmap.Data(bitmap), PdfiumBitmap.Stride(bitmap));
        return new Raster(width, height, dpi, order, (byte*)data, stride, () => PdfiumBitmap.Destroy(bitmap))
        {
            Grayscale = grayscale,
        };
    }
}
