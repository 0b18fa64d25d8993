using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native;

internal static unsafe partial class Poppler
{
    private const string Library = "libpoppler-glib.so.8";

    public const int ErrorEncrypted = 1;

    [StructLayout(LayoutKind.Sequential)]
    public struct Rectangle
    {
        public double X1;
        public double Y1;
        public double X2;
        public double Y2;
    }

    /// <summary>A run of characters of one font; both indexes are inclusive and count characters of the page text.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TextAttributes
    {
        public byte* FontName;
        public double FontSize;
        public int IsUnderlined;
        public ushort Red;
        public ushort Green;
        public ushort Blue;
        public int StartIndex;
        public int EndIndex;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct ImageMapping
    {
        public Rectangle Area;
        public int ImageId;
    }

    [LibraryImport(Library, EntryPoint = "poppler_document_new_from_file", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint OpenDocument(byte* uri, string? password, out Glib.Error* error);

    [LibraryImport(Library, EntryPoint = "poppler_document_get_n_pages")]
    public static partial int PageCount(nint document);

    [LibraryImport(Library, EntryPoint = "poppler_document_get_title")]
    public static partial byte* Title(nint document);

    [LibraryImport(Library, EntryPoint = "poppler_document_get_page")]
    public static partial nint GetPage(nint document, int index);

    [LibraryImport(Library, EntryPoint = "poppler_page_get_size")]
    public static partial void PageSize(nint page, out double width, out double height);

    /// <summary>In the page's own space: before /Rotate.</summary>
    [LibraryImport(Library, EntryPoint = "poppler_page_get_crop_box")]
    public static partial void CropBox(nint page, out Rectangle box);

    [LibraryImport(Library, EntryPoint = "poppler_page_render")]
    public static partial void Render(nint page, nint cairo);

    [LibraryImport(Library, EntryPoint = "poppler_page_get_text")]
    public static partial byte* Text(nint page);

    [LibraryImport(Library, EntryPoint = "poppler_page_get_text_layout")]
    public static partial int TextLayout(nint page, out Rectangle* rectangles, out uint count);

    [LibraryImport(Library, EntryPoint = "poppler_page_get_text_attributes")]
    public static partial Glib.List* GetTextAttributes(nint page);

    [LibraryImport(Library, EntryPoint = "poppler_page_free_text_attributes")]
    public static partial void FreeTextAttributes(Glib.List* list);

    [LibraryImport(Library, EntryPoint = "poppler_page_get_image_mapping")]
    public static partial Glib.List* GetImageMapping(nint page);

    [LibraryImport(Library, EntryPoint = "poppler_page_free_image_mapping")]
    public static partial void FreeImageMapping(Glib.List* list);
}
