using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

internal static unsafe partial class PdfiumFont
{
    private const string Library = PdfiumLibrary.Name;

    public const int Italic = 1 << 6;
    public const int ForceBold = 1 << 18;

    [LibraryImport(Library, EntryPoint = "FPDFTextObj_GetFont")]
    public static partial nint Of(nint textObject);

    [LibraryImport(Library, EntryPoint = "FPDFFont_GetFontName")]
    public static partial uint Name(nint font, byte* name, uint bytes);

    [LibraryImport(Library, EntryPoint = "FPDFFont_GetAscent")]
    public static partial int Ascent(nint font, float size, out float ascent);

    [LibraryImport(Library, EntryPoint = "FPDFFont_GetDescent")]
    public static partial int Descent(nint font, float size, out float descent);
}
