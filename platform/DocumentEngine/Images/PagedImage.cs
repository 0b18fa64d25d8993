using System.Globalization;
using System.Text;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native.Pdfium;
using DaprProcessing.DocumentEngine.Rendering;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>
/// Pictures that PDFium reads and leptonica does not: a JPEG in four inks that are not inverted, which leptonica takes for
/// inverted, and JPEG 2000 with more than eight bits, with gray and alpha, or without its box. PDFium gets the picture on a page
/// of one point a pixel.
/// </summary>
internal static unsafe class PagedImage
{
    private const int MaxFileBytes = 256 << 20;

    private const string Inks = "/BitsPerComponent 8 /ColorSpace /DeviceCMYK /Filter /DCTDecode";
    private const string Jpx = "/Filter /JPXDecode";

    public static PixImage Decode(string path, ImageHeader header)
    {
        if (new FileInfo(path).Length > MaxFileBytes)
        {
            throw DocumentFault.Invalid("image");
        }

        var pdf = OnPage(File.ReadAllBytes(path), header.WidthPx, header.HeightPx, header.IsPlainInks ? Inks : Jpx);
        fixed (byte* start = pdf)
        {
            var document = PdfiumDocument.LoadFromMemory(start, pdf.Length, null);
            var page = document == 0 ? 0 : PdfiumPage.Load(document, 0);
            try
            {
                return page == 0 ? throw DocumentFault.Invalid("image") : Draw(page, header);
            }
            finally
            {
                PdfiumPage.Close(page);
                PdfiumDocument.Close(document);
            }
        }
    }

    private static PixImage Draw(nint page, ImageHeader header)
    {
        using var raster = PdfRaster.Draw(page, header.WidthPx, header.HeightPx, header.Dpi, inGray: false);
        return PixImage.FromColor(raster);
    }

    private static byte[] OnPage(byte[] picture, int width, int height, string entries)
    {
        using var pdf = new MemoryStream(picture.Length + 2048);
        var content = string.Create(CultureInfo.InvariantCulture, $"{width} 0 0 {height} 0 0 cm /I Do");
        Write("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
            + "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R "
            + $"/MediaBox [0 0 {width} {height}] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>\nendobj\n"
            + $"4 0 obj\n<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n"
            + $"5 0 obj\n<< /Type /XObject /Subtype /Image /Width {width} /Height {height} {entries} "
            + $"/Length {picture.Length} >>\nstream\n");
        pdf.Write(picture);
        Write("\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n");
        return pdf.ToArray();

        void Write(string text) => pdf.Write(Encoding.ASCII.GetBytes(text));
    }
}
