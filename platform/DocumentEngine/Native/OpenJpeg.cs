using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native;

/// <summary>The decoder of JPEG 2000 that leptonica itself uses, for what leptonica leaves out: images cut off, alpha.</summary>
internal static unsafe partial class OpenJpeg
{
    private const string Library = "libopenjp2.so.7";

    /// <summary>The code of the pixels alone.</summary>
    public const int CodeStream = 0;

    /// <summary>In its boxes.</summary>
    public const int Boxes = 2;

    /// <summary>Luminance and two differences instead of three colours.</summary>
    public const int Luminance = 3;

    /// <summary>More than the structure of any version has.</summary>
    public const int ParameterBytes = 16 << 10;

    [LibraryImport(Library, EntryPoint = "opj_set_default_decoder_parameters")]
    public static partial void SetDefaults(byte* parameters);

    [LibraryImport(Library, EntryPoint = "opj_create_decompress")]
    public static partial nint Create(int format);

    [LibraryImport(Library, EntryPoint = "opj_setup_decoder")]
    public static partial int Setup(nint decoder, byte* parameters);

    /// <summary>Not strict: what is there of an image cut off is decoded.</summary>
    [LibraryImport(Library, EntryPoint = "opj_decoder_set_strict_mode")]
    public static partial int SetStrict(nint decoder, int strict);

    [LibraryImport(Library, EntryPoint = "opj_destroy_codec")]
    public static partial void Destroy(nint decoder);

    [LibraryImport(Library, EntryPoint = "opj_stream_create_default_file_stream", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint OpenFile(string path, int forReading);

    [LibraryImport(Library, EntryPoint = "opj_stream_destroy")]
    public static partial void Close(nint stream);

    [LibraryImport(Library, EntryPoint = "opj_read_header")]
    public static partial int ReadHeader(nint stream, nint decoder, out OpenJpegImage* image);

    [LibraryImport(Library, EntryPoint = "opj_decode")]
    public static partial int Decode(nint decoder, nint stream, OpenJpegImage* image);

    [LibraryImport(Library, EntryPoint = "opj_image_destroy")]
    public static partial void Destroy(OpenJpegImage* image);
}

/// <summary>opj_image_t</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OpenJpegImage
{
    public uint Left, Top, Right, Bottom;
    public uint Channels;
    public int ColorSpace;
    public OpenJpegChannel* Channel;
    public byte* Profile;
    public uint ProfileBytes;
}

/// <summary>opj_image_comp_t</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OpenJpegChannel
{
    public uint StepX, StepY, Width, Height, Left, Top, Bits, BitsPerPixel, IsSigned, Resolution, Factor;
    public int* Data;
    public ushort Alpha;
}
