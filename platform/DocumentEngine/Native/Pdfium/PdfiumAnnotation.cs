using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

internal static partial class PdfiumAnnotation
{
    private const string Library = PdfiumLibrary.Name;

    public const int Link = 2;
    public const int Popup = 16;

    public const int FlattenForDisplay = 0;
    public const int FlattenSucceeded = 1;

    [LibraryImport(Library, EntryPoint = "FPDFPage_GetAnnotCount")]
    public static partial int Count(nint page);

    [LibraryImport(Library, EntryPoint = "FPDFPage_GetAnnot")]
    public static partial nint Get(nint page, int index);

    [LibraryImport(Library, EntryPoint = "FPDFPage_CloseAnnot")]
    public static partial void Close(nint annotation);

    [LibraryImport(Library, EntryPoint = "FPDFAnnot_GetSubtype")]
    public static partial int Subtype(nint annotation);

    /// <summary>Writes what annotations show into the content of the page, which then has to be loaded again.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFPage_Flatten")]
    public static partial int Flatten(nint page, int purpose);
}
