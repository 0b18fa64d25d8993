using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

internal static unsafe partial class PdfiumAnnotation
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

    [LibraryImport(Library, EntryPoint = "FPDFAnnot_GetRect")]
    public static partial int Rectangle(nint annotation, out PdfiumRectangle box);

    /// <summary>Writes what annotations show into the content of the page, which then has to be loaded again.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFPage_Flatten")]
    public static partial int Flatten(nint page, int purpose);

    [LibraryImport(Library, EntryPoint = "FPDFLink_Enumerate")]
    public static partial int NextLink(nint page, ref int position, out nint link);

    [LibraryImport(Library, EntryPoint = "FPDFLink_GetAnnotRect")]
    public static partial int LinkRectangle(nint link, out PdfiumRectangle box);

    [LibraryImport(Library, EntryPoint = "FPDFLink_GetAction")]
    public static partial nint LinkAction(nint link);

    [LibraryImport(Library, EntryPoint = "FPDFAction_GetURIPath")]
    public static partial uint ActionUri(nint document, nint action, byte* buffer, uint bytes);
}
