using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

internal static unsafe partial class PdfiumDocument
{
    private const string Library = PdfiumLibrary.Name;

    public const uint ErrorPassword = 4;

    /// <summary>The answer where a document is not encrypted.</summary>
    public const int NoSecurityHandler = -1;

    [LibraryImport(Library, EntryPoint = "FPDF_InitLibrary")]
    public static partial void InitLibrary();

    [LibraryImport(Library, EntryPoint = "FPDF_LoadDocument", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Load(string path, string? password);

    /// <summary>The bytes have to stay where they are until the document is closed.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_LoadMemDocument", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint LoadFromMemory(byte* bytes, int length, string? password);

    [LibraryImport(Library, EntryPoint = "FPDF_CloseDocument")]
    public static partial void Close(nint document);

    [LibraryImport(Library, EntryPoint = "FPDF_GetLastError")]
    public static partial uint LastError();

    [LibraryImport(Library, EntryPoint = "FPDF_GetPageCount")]
    public static partial int PageCount(nint document);

    [LibraryImport(Library, EntryPoint = "FPDF_GetSecurityHandlerRevision")]
    public static partial int SecurityHandlerRevision(nint document);

    /// <summary>All bits where it is not encrypted, or was opened by its owner's password.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_GetDocPermissions")]
    public static partial uint Permissions(nint document);

    /// <summary>UTF-16 with its end; the bytes needed are returned, also where they do not fit.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_GetMetaText", StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint MetaText(nint document, string tag, char* buffer, uint bytes);

    /// <summary>Without reading the page's content; 0 where there is no such page.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_GetPageSizeByIndexF")]
    public static partial int PageSize(nint document, int index, out PdfiumSize size);
}

[StructLayout(LayoutKind.Sequential)]
internal struct PdfiumSize
{
    public float Width;
    public float Height;
}
