using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native;

/// <summary>libtiff, which leptonica links as well: tiles, separate planes and inks are read by it alone.</summary>
internal static unsafe partial class Tiff
{
    private const string Library = "libtiff.so.6";

    public const uint OrientationTag = 274;
    public const int TopLeft = 1;

    [LibraryImport(Library, EntryPoint = "TIFFOpen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Open(string path, string mode);

    [LibraryImport(Library, EntryPoint = "TIFFClose")]
    public static partial void Close(nint tiff);

    [LibraryImport(Library, EntryPoint = "TIFFSetDirectory")]
    public static partial int SetDirectory(nint tiff, uint index);

    /// <summary>In memory only.</summary>
    [LibraryImport(Library, EntryPoint = "TIFFSetField")]
    public static partial int SetField(nint tiff, uint tag, int value);

    [LibraryImport(Library, EntryPoint = "TIFFReadRGBAImageOriented")]
    public static partial int ReadRgba(nint tiff, uint width, uint height, uint* pixels, int orientation, int stopOnError);

    [LibraryImport(Library, EntryPoint = "TIFFTileSize")]
    public static partial nint TileBytes(nint tiff);

    [LibraryImport(Library, EntryPoint = "TIFFReadEncodedTile")]
    public static partial nint ReadTile(nint tiff, uint tile, byte* buffer, nint bytes);

    [LibraryImport(Library, EntryPoint = "TIFFStripSize")]
    public static partial nint StripBytes(nint tiff);

    [LibraryImport(Library, EntryPoint = "TIFFReadEncodedStrip")]
    public static partial nint ReadStrip(nint tiff, uint strip, byte* buffer, nint bytes);

    [LibraryImport(Library, EntryPoint = "TIFFSetErrorHandler")]
    public static partial nint SetErrorHandler(nint handler);

    [LibraryImport(Library, EntryPoint = "TIFFSetWarningHandler")]
    public static partial nint SetWarningHandler(nint handler);
}
