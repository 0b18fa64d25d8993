using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native;

/// <summary>libheif: AVIF, which neither Skia's build nor leptonica's reads.</summary>
internal static unsafe partial class Heif
{
    private const string Library = "libheif.so.1";

    public const int Rgb = 1;
    public const int InterleavedRgba = 11;
    public const int InterleavedChannel = 10;

    /// <summary>Of <c>heif_decoding_options</c>: the byte <c>convert_hdr_to_8bit</c>.</summary>
    public const int ToEightBits = 40;

    [LibraryImport(Library, EntryPoint = "heif_context_alloc")]
    public static partial nint NewContext();

    [LibraryImport(Library, EntryPoint = "heif_context_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "heif_context_read_from_file", StringMarshalling = StringMarshalling.Utf8)]
    public static partial HeifError Read(nint context, string path, nint options);

    [LibraryImport(Library, EntryPoint = "heif_context_get_primary_image_handle")]
    public static partial HeifError Primary(nint context, out nint handle);

    [LibraryImport(Library, EntryPoint = "heif_image_handle_release")]
    public static partial void ReleaseHandle(nint handle);

    [LibraryImport(Library, EntryPoint = "heif_image_handle_get_width")]
    public static partial int Width(nint handle);

    [LibraryImport(Library, EntryPoint = "heif_image_handle_get_height")]
    public static partial int Height(nint handle);

    [LibraryImport(Library, EntryPoint = "heif_image_handle_has_alpha_channel")]
    public static partial int HasAlpha(nint handle);

    [LibraryImport(Library, EntryPoint = "heif_decoding_options_alloc")]
    public static partial byte* NewOptions();

    [LibraryImport(Library, EntryPoint = "heif_decoding_options_free")]
    public static partial void FreeOptions(byte* options);

    [LibraryImport(Library, EntryPoint = "heif_decode_image")]
    public static partial HeifError Decode(nint handle, out nint image, int colorSpace, int chroma, byte* options);

    [LibraryImport(Library, EntryPoint = "heif_image_get_plane_readonly")]
    public static partial byte* Plane(nint image, int channel, out int stride);

    [LibraryImport(Library, EntryPoint = "heif_image_get_width")]
    public static partial int PlaneWidth(nint image, int channel);

    [LibraryImport(Library, EntryPoint = "heif_image_get_height")]
    public static partial int PlaneHeight(nint image, int channel);

    [LibraryImport(Library, EntryPoint = "heif_image_release")]
    public static partial void ReleaseImage(nint image);
}

[StructLayout(LayoutKind.Sequential)]
internal readonly struct HeifError
{
    public readonly int Code;
    public readonly int Subcode;
    public readonly nint Message;
}
