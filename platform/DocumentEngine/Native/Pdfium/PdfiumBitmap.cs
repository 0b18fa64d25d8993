using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

internal static unsafe partial class PdfiumBitmap
{
    private const string Library = PdfiumLibrary.Name;

    public const int Gray = 1;

    /// <summary>Four bytes a pixel: blue, green, red, unused.</summary>
    public const int Bgrx = 3;

    public const int WithAnnotations = 0x01;
    public const int InGray = 0x08;

    /// <summary>Images are not kept after use: a page is drawn once.</summary>
    public const int SmallImageCache = 0x200;

    [LibraryImport(Library, EntryPoint = "FPDFBitmap_CreateEx")]
    public static partial nint Create(int width, int height, int format, nint firstRow, int strideBytes);

    [LibraryImport(Library, EntryPoint = "FPDFBitmap_Destroy")]
    public static partial void Destroy(nint bitmap);

    [LibraryImport(Library, EntryPoint = "FPDFBitmap_FillRect")]
    public static partial void Fill(nint bitmap, int left, int top, int width, int height, uint argb);

    [LibraryImport(Library, EntryPoint = "FPDFBitmap_GetBuffer")]
    public static partial byte* Data(nint bitmap);

    [LibraryImport(Library, EntryPoint = "FPDFBitmap_GetStride")]
    public static partial int Stride(nint bitmap);

    [LibraryImport(Library, EntryPoint = "FPDF_RenderPageBitmap")]
    public static partial void Render(nint bitmap, nint page, int left, int top, int width, int height, int quarterTurns,
        int flags);
}
