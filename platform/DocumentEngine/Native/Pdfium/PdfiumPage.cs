using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

internal static partial class PdfiumPage
{
    private const string Library = PdfiumLibrary.Name;

    [LibraryImport(Library, EntryPoint = "FPDF_LoadPage")]
    public static partial nint Load(nint document, int index);

    [LibraryImport(Library, EntryPoint = "FPDF_ClosePage")]
    public static partial void Close(nint page);

    [LibraryImport(Library, EntryPoint = "FPDF_GetPageWidthF")]
    public static partial float Width(nint page);

    [LibraryImport(Library, EntryPoint = "FPDF_GetPageHeightF")]
    public static partial float Height(nint page);

    /// <summary>CropBox within MediaBox, in the page's own space: before /Rotate.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_GetPageBoundingBox")]
    public static partial int BoundingBox(nint page, out PdfiumRectangle box);

    /// <summary>Quarter turns clockwise.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFPage_GetRotation")]
    public static partial int Rotation(nint page);
}

/// <summary>FS_RECTF: its top is the greater y.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PdfiumRectangle
{
    public float Left;
    public float Top;
    public float Right;
    public float Bottom;
}

[StructLayout(LayoutKind.Sequential)]
internal record struct PdfiumMatrix(float A, float B, float C, float D, float E, float F);
