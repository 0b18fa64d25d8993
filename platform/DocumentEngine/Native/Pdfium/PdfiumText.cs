using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>The characters of a page. Short calls are made without a transition of the garbage collector: there are thousands
/// a page.</summary>
internal static unsafe partial class PdfiumText
{
    private const string Library = PdfiumLibrary.Name;

    /// <summary>Drawn by nobody: the text layer of a scan.</summary>
    public const int RenderInvisible = 3;

    [LibraryImport(Library, EntryPoint = "FPDFText_LoadPage")]
    public static partial nint Load(nint page);

    [LibraryImport(Library, EntryPoint = "FPDFText_ClosePage")]
    public static partial void Close(nint text);

    [LibraryImport(Library, EntryPoint = "FPDFText_CountChars")]
    public static partial int Count(nint text);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFText_GetUnicode")]
    public static partial uint Unicode(nint text, int index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFText_GetCharOrigin")]
    public static partial int Origin(nint text, int index, out double x, out double y);

    /// <summary>Of the glyph's ink.</summary>
    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFText_GetCharBox")]
    public static partial int InkBox(nint text, int index, out double left, out double right, out double bottom, out double top);

    /// <summary>As wide as the glyph's advance; right for level text only.</summary>
    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFText_GetLooseCharBox")]
    public static partial int AdvanceBox(nint text, int index, out PdfiumRectangle box);

    /// <summary>Of the text object, so the same for all its characters.</summary>
    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFText_GetMatrix")]
    public static partial int Matrix(nint text, int index, out PdfiumMatrix matrix);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFText_GetFontSize")]
    public static partial double FontSize(nint text, int index);

    /// <summary>The bytes of the name with its end; the length needed is returned, 0 where the character belongs to no
    /// font.</summary>
    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFText_GetFontInfo")]
    public static partial uint FontInfo(nint text, int index, byte* name, uint bytes, out int flags);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFText_GetTextRenderMode")]
    public static partial int RenderMode(nint text, int index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFText_GetFillColor")]
    public static partial int FillColor(nint text, int index, out uint red, out uint green, out uint blue, out uint alpha);
}
