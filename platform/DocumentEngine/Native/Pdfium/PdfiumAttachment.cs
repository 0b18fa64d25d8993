using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>The files embedded in a document.</summary>
internal static unsafe partial class PdfiumAttachment
{
    private const string Library = PdfiumLibrary.Name;

    [LibraryImport(Library, EntryPoint = "FPDFDoc_GetAttachmentCount")]
    public static partial int Count(nint document);

    [LibraryImport(Library, EntryPoint = "FPDFDoc_GetAttachment")]
    public static partial nint Get(nint document, int index);

    /// <summary>UTF-16 with its end; the bytes needed are returned.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFAttachment_GetName")]
    public static partial uint Name(nint attachment, char* buffer, uint bytes);

    /// <summary>Decoded; with no buffer the length alone.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFAttachment_GetFile")]
    public static partial int File(nint attachment, byte* buffer, uint bytes, out uint length);
}
