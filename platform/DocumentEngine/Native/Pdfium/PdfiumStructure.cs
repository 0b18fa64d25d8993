using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>The structure tree of a page: the elements that its content belongs to, and those above them. A library may lack all
/// of it: its documents have no tags then.</summary>
internal static unsafe partial class PdfiumStructure
{
    private const string Library = PdfiumLibrary.Name;

    /// <summary>Whether the library has every call of this part.</summary>
    public static bool IsThere { get; } = PdfiumLibrary.Has(typeof(PdfiumStructure));

    [LibraryImport(Library, EntryPoint = "FPDFCatalog_IsTagged")]
    public static partial int IsTagged(nint document);

    /// <summary>0 where the page has none; to be closed.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_StructTree_GetForPage")]
    public static partial nint ForPage(nint page);

    [LibraryImport(Library, EntryPoint = "FPDF_StructTree_Close")]
    public static partial void Close(nint tree);

    [LibraryImport(Library, EntryPoint = "FPDF_StructTree_CountChildren")]
    public static partial int CountTop(nint tree);

    [LibraryImport(Library, EntryPoint = "FPDF_StructTree_GetChildAtIndex")]
    public static partial nint Top(nint tree, int index);

    [LibraryImport(Library, EntryPoint = "FPDF_StructElement_CountChildren")]
    public static partial int Count(nint element);

    /// <summary>0 where the child is content, or an element that has nothing on the page.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_StructElement_GetChildAtIndex")]
    public static partial nint Child(nint element, int index);

    /// <summary>A standard type where the document maps its own one to it, in UTF-16 with its end; the bytes needed are
    /// returned.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_StructElement_GetType")]
    public static partial uint Type(nint element, char* buffer, uint bytes);

    /// <summary>As <see cref="Type"/>; 0 where there is none.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_StructElement_GetAltText")]
    public static partial uint AltText(nint element, char* buffer, uint bytes);

    /// <summary>As <see cref="Type"/>; 0 where there is none.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_StructElement_GetActualText")]
    public static partial uint ActualText(nint element, char* buffer, uint bytes);

    /// <summary>Of its children, whatever they are; -1 for none.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_StructElement_GetMarkedContentIdCount")]
    public static partial int CountContent(nint element);

    /// <summary>The marked-content identifier of a child, of whichever page; -1 where the child is none.</summary>
    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDF_StructElement_GetMarkedContentIdAtIndex")]
    public static partial int Content(nint element, int index);
}
