using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

internal static partial class PdfiumLink
{
    private const string Library = PdfiumLibrary.Name;

    /// <param name="position">0 at first; moved on by each call.</param>
    [LibraryImport(Library, EntryPoint = "FPDFLink_Enumerate")]
    public static partial int Next(nint page, ref int position, out nint link);

    [LibraryImport(Library, EntryPoint = "FPDFLink_GetAction")]
    public static partial nint Action(nint link);

    [LibraryImport(Library, EntryPoint = "FPDFLink_GetAnnotRect")]
    public static partial int Rectangle(nint link, out PdfiumRectangle rectangle);

    [LibraryImport(Library, EntryPoint = "FPDFLink_CountQuadPoints")]
    public static partial int CountQuads(nint link);

    [LibraryImport(Library, EntryPoint = "FPDFLink_GetQuadPoints")]
    public static partial int Quad(nint link, int index, out PdfiumQuad quad);
}

/// <summary>FS_QUADPOINTSF: four corners.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PdfiumQuad
{
    public float X1, Y1, X2, Y2, X3, Y3, X4, Y4;
}
