using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>Bookmarks, and where they and links lead.</summary>
internal static unsafe partial class PdfiumOutline
{
    private const string Library = PdfiumLibrary.Name;

    /// <summary>Kinds of action: to a place in the document, to an address.</summary>
    public const uint GoTo = 1, Address = 3;

    [LibraryImport(Library, EntryPoint = "FPDFBookmark_GetFirstChild")]
    public static partial nint FirstChild(nint document, nint bookmark);

    [LibraryImport(Library, EntryPoint = "FPDFBookmark_GetNextSibling")]
    public static partial nint Next(nint document, nint bookmark);

    /// <summary>UTF-16 with its end; the bytes needed are returned.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFBookmark_GetTitle")]
    public static partial uint Title(nint bookmark, char* buffer, uint bytes);

    [LibraryImport(Library, EntryPoint = "FPDFBookmark_GetDest")]
    public static partial nint Destination(nint document, nint bookmark);

    [LibraryImport(Library, EntryPoint = "FPDFBookmark_GetAction")]
    public static partial nint Action(nint bookmark);

    [LibraryImport(Library, EntryPoint = "FPDFAction_GetType")]
    public static partial uint ActionType(nint action);

    [LibraryImport(Library, EntryPoint = "FPDFAction_GetDest")]
    public static partial nint ActionDestination(nint document, nint action);

    /// <summary>The bytes of the address with its end; the length needed is returned.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFAction_GetURIPath")]
    public static partial uint ActionAddress(nint document, nint action, byte* buffer, uint bytes);

    /// <summary>From 0; -1 where there is no such page.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFDest_GetDestPageIndex")]
    public static partial int PageIndex(nint document, nint destination);
}
