using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>The segments of a drawn path, in the object's own space, and those of a clip path, in the space around it.</summary>
internal static partial class PdfiumPath
{
    private const string Library = PdfiumLibrary.Name;

    public const int LineTo = 0;
    public const int MoveTo = 2;

    public const int NoFill = 0;

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPath_GetDrawMode")]
    public static partial int DrawMode(nint path, out int fill, out int stroke);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPath_CountSegments")]
    public static partial int Count(nint path);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPath_GetPathSegment")]
    public static partial nint Segment(nint path, int index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFClipPath_CountPaths")]
    public static partial int CountClips(nint clip);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFClipPath_CountPathSegments")]
    public static partial int CountClipSegments(nint clip, int path);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFClipPath_GetPathSegment")]
    public static partial nint ClipSegment(nint clip, int path, int index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPathSegment_GetType")]
    public static partial int Type(nint segment);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPathSegment_GetPoint")]
    public static partial int Point(nint segment, out float x, out float y);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPathSegment_GetClose")]
    public static partial int Closes(nint segment);
}
