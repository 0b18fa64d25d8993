using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>Files inside the document.</summary>
internal static unsafe partial class PdfiumAttachment
{
    private const string Library = PdfiumLibrary.Name;

    [LibraryImport(Library, EntryPoint = "FPDFDoc_GetAttachmentCount")]
    public static partial int Count(nint document);

    [LibraryImport(Library, EntryPoint = "FPDFDoc_GetAttachment")]
    public static partial nint Get(nint document, int index);

    [LibraryImport(Library, EntryPoint = "FPDFAttachment_GetName")]
    public static partial uint Name(nint attachment, char* buffer, uint bytes);
}
