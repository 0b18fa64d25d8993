using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>Forms in Adobe's XML, as far as their packets.</summary>
internal static unsafe partial class PdfiumXfa
{
    private const string Library = PdfiumLibrary.Name;

    /// <summary>Kinds of form: laid out by the reader, or drawn on the pages as well.</summary>
    public const int Dynamic = 2, Static = 3;

    [LibraryImport(Library, EntryPoint = "FPDF_GetFormType")]
    public static partial int FormType(nint document);

    [LibraryImport(Library, EntryPoint = "FPDF_GetXFAPacketCount")]
    public static partial int Count(nint document);

    /// <summary>The bytes of the name with its end; the length needed is returned.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_GetXFAPacketName")]
    public static partial uint Name(nint document, int index, byte* buffer, uint bytes);

    [LibraryImport(Library, EntryPoint = "FPDF_GetXFAPacketContent")]
    public static partial int Content(nint document, int index, byte* buffer, uint bytes, out uint length);
}
