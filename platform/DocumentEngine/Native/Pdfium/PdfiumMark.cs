using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>The marks of what a page draws: each has a name and entries, as its marked content has them.</summary>
internal static partial class PdfiumMark
{
    private const string Library = PdfiumLibrary.Name;

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPageObj_CountMarks")]
    public static partial int Count(nint item);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPageObj_GetMark")]
    public static partial nint At(nint item, uint index);

    [LibraryImport(Library, EntryPoint = "FPDFPageObjMark_GetParamIntValue", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Number(nint mark, string key, out int value);
}
