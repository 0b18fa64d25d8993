using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

internal static unsafe partial class PdfiumAnnotation
{
    private const string Library = PdfiumLibrary.Name;

    public const int Link = 2;
    public const int FreeText = 3;
    public const int Popup = 16;
    public const int Widget = 20;

    /// <summary>Of its flags: shows nowhere.</summary>
    public const int Hidden = 1 << 1;

    /// <summary>Of its flags: shows on paper alone.</summary>
    public const int NotOnScreen = 1 << 5;

    /// <summary>Of its flags, those with which it does not show.</summary>
    public const int Unseen = Hidden | NotOnScreen;

    /// <summary>Its looks when nobody points at it.</summary>
    public const int NormalAppearance = 0;

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

    [LibraryImport(Library, EntryPoint = "FPDFAnnot_GetFlags")]
    public static partial int Flags(nint annotation);

    [LibraryImport(Library, EntryPoint = "FPDFAnnot_SetFlags")]
    public static partial int SetFlags(nint annotation, int flags);

    [LibraryImport(Library, EntryPoint = "FPDFAnnot_GetRect")]
    public static partial int Rectangle(nint annotation, out PdfiumRectangle box);

    /// <summary>The operations that draw it.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFAnnot_GetAP")]
    public static partial uint Appearance(nint annotation, int mode, char* buffer, uint bytes);

    [LibraryImport(Library, EntryPoint = "FPDFAnnot_GetStringValue", StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint Text(nint annotation, string key, char* buffer, uint bytes);

    [LibraryImport(Library, EntryPoint = "FPDFAnnot_GetNumberValue", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Number(nint annotation, string key, out float value);

    /// <summary>Writes what annotations show into the content of the page, which then has to be loaded again.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFPage_Flatten")]
    public static partial int Flatten(nint page, int purpose);
}
