using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.PdfToPng;

/// <summary>What a caller may choose for page images.</summary>
internal sealed record PdfToPngOptions
{
    [Description("Resolution of the page images in dpi.")]
    [Range(36, 600)]
    public double Dpi { get; init; } = 150;

    [Description("Page images in 8-bit gray.")]
    public bool Grayscale { get; init; }

    [Description("Longest side, in pixels, of a small WebP of each page, pages/0001.thumb.webp; 0 for none.")]
    [Range(0, 1024)]
    public int ThumbnailPx { get; init; }

    [Description("Page images of DOCX, PPTX, XLSX and ODT files, too; refused where no LibreOffice is installed.")]
    public bool OfficePages { get; init; }

    [Description("The page renderer; poppler is its former name.")]
    [AllowedValues("pdfium", "poppler")]
    public string Renderer { get; init; } = "pdfium";
}
