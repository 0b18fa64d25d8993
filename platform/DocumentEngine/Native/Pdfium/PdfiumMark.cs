using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>The marks of what a page draws: each has a name and entries, as its marked content has them.</summary>
internal static unsafe partial class PdfiumMark
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

    /// <summary>As <see cref="Number(nint, string, out int)"/>, of a key in UTF-8 with its end.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFPageObjMark_GetParamIntValue")]
    public static partial int Number(nint mark, byte* key, out int value);

    /// <summary>UTF-16 with its end; nothing is written where it does not fit.</summary>
    /// <param name="needed">Bytes.</param>
    [LibraryImport(Library, EntryPoint = "FPDFPageObjMark_GetName")]
    public static partial int Name(nint mark, char* buffer, nuint bytes, out nuint needed);
}
