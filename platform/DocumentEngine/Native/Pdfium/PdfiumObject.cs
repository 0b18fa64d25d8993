using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>What a page, or a form XObject on it, draws.</summary>
internal static partial class PdfiumObject
{
    private const string Library = PdfiumLibrary.Name;

    public const int Text = 1;
    public const int Path = 2;
    public const int Image = 3;
    public const int Shading = 4;
    public const int Form = 5;

    [LibraryImport(Library, EntryPoint = "FPDFPage_CountObjects")]
    public static partial int CountOnPage(nint page);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPage_GetObject")]
    public static partial nint OnPage(nint page, int index);

    [LibraryImport(Library, EntryPoint = "FPDFFormObj_CountObjects")]
    public static partial int CountInForm(nint form);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFFormObj_GetObject")]
    public static partial nint InForm(nint form, uint index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPageObj_GetType")]
    public static partial int Type(nint item);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPageObj_GetMatrix")]
    public static partial int Matrix(nint item, out PdfiumMatrix matrix);

    /// <summary>In the space of the page, or of the form that holds the object.</summary>
    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPageObj_GetBounds")]
    public static partial int Bounds(nint item, out float left, out float bottom, out float right, out float top);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPageObj_GetFillColor")]
    public static partial int FillColor(nint item, out uint red, out uint green, out uint blue, out uint alpha);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPageObj_GetStrokeColor")]
    public static partial int StrokeColor(nint item, out uint red, out uint green, out uint blue, out uint alpha);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPageObj_GetStrokeWidth")]
    public static partial int StrokeWidth(nint item, out float width);

    /// <summary>Whether it is let through in part, mixed with what lies below, or seen through a mask.</summary>
    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPageObj_HasTransparency")]
    public static partial int HasTransparency(nint item);

    /// <summary>Of an image, as stored.</summary>
    /// <param name="page">0 leaves out what would have to be decoded.</param>
    [LibraryImport(Library, EntryPoint = "FPDFImageObj_GetImageMetadata")]
    public static partial int ImageMetadata(nint image, nint page, out PdfiumImageMetadata metadata);

    /// <summary>For this page as it is loaded, and until it is closed.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFPageObj_Transform")]
    public static partial void Transform(nint item, double a, double b, double c, double d, double e, double f);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFTextObj_GetTextRenderMode")]
    public static partial int RenderMode(nint textObject);

    /// <summary>For this page as it is loaded, and until it is closed.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFTextObj_SetTextRenderMode")]
    public static partial int SetRenderMode(nint textObject, int mode);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "FPDFPageObj_GetClipPath")]
    public static partial nint Clip(nint item);
}

[StructLayout(LayoutKind.Sequential)]
internal struct PdfiumImageMetadata
{
    public uint WidthPx;
    public uint HeightPx;
    public float AcrossDpi;
    public float DownDpi;
    public uint BitsPerPixel;
    public int ColorSpace;
    public int MarkedContent;
}
