using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>Bookmarks.</summary>
internal static unsafe partial class PdfiumOutline
{
    private const string Library = PdfiumLibrary.Name;

    /// <param name="bookmark">0 for the outline itself.</param>
    [LibraryImport(Library, EntryPoint = "FPDFBookmark_GetFirstChild")]
    public static partial nint FirstChild(nint document, nint bookmark);

    [LibraryImport(Library, EntryPoint = "FPDFBookmark_GetNextSibling")]
    public static partial nint NextSibling(nint document, nint bookmark);

    /// <summary>UTF-16 with its end; the bytes needed are returned, also where they do not fit.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFBookmark_GetTitle")]
    public static partial uint Title(nint bookmark, char* buffer, uint bytes);

    [LibraryImport(Library, EntryPoint = "FPDFBookmark_GetDest")]
    public static partial nint Destination(nint document, nint bookmark);

    [LibraryImport(Library, EntryPoint = "FPDFDest_GetDestPageIndex")]
    public static partial int PageIndex(nint document, nint destination);

    [LibraryImport(Library, EntryPoint = "FPDFDest_GetLocationInPage")]
    public static partial int Location(nint destination, out int hasX, out int hasY, out int hasZoom, out float x, out float y,
        out float zoom);
}
