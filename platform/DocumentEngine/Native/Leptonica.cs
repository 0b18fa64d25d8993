using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native;

internal static unsafe partial class Leptonica
{
    private const string Library = "liblept.so.5";

    public const int SeverityNone = 6;

    public const int RotateByArea = 1;
    public const int FillWhite = 1;

    [LibraryImport(Library, EntryPoint = "setMsgSeverity")]
    public static partial int SetMessageSeverity(int severity);

    [LibraryImport(Library, EntryPoint = "pixReadHeader", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ReadHeader(string path, out int format, out int width, out int height, out int bitsPerSample,
        out int samplesPerPixel, out int hasColormap);

    [LibraryImport(Library, EntryPoint = "fgetPngResolution")]
    public static partial int PngResolution(nint file, out int x, out int y);

    [LibraryImport(Library, EntryPoint = "fgetJpegResolution")]
    public static partial int JpegResolution(nint file, out int x, out int y);

    [LibraryImport(Library, EntryPoint = "fgetJp2kResolution")]
    public static partial int Jp2Resolution(nint file, out int x, out int y);

    [LibraryImport(Library, EntryPoint = "pixRead", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Read(string path);

    [LibraryImport(Library, EntryPoint = "pixReadMem")]
    public static partial nint ReadMemory(byte* file, nuint bytes);

    [LibraryImport(Library, EntryPoint = "pixReadTiff", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ReadTiff(string path, int page);

    [LibraryImport(Library, EntryPoint = "pixDestroy")]
    public static partial void Destroy(ref nint pix);

    [LibraryImport(Library, EntryPoint = "pixCreateNoInit")]
    public static partial nint Create(int width, int height, int depth);

    [LibraryImport(Library, EntryPoint = "pixGetWidth")]
    public static partial int Width(nint pix);

    [LibraryImport(Library, EntryPoint = "pixGetHeight")]
    public static partial int Height(nint pix);

    [LibraryImport(Library, EntryPoint = "pixGetDepth")]
    public static partial int Depth(nint pix);

    [LibraryImport(Library, EntryPoint = "pixGetSpp")]
    public static partial int SamplesPerPixel(nint pix);

    /// <summary>Words of 32 bits per row; rows are big-endian inside each word.</summary>
    [LibraryImport(Library, EntryPoint = "pixGetWpl")]
    public static partial int WordsPerLine(nint pix);

    [LibraryImport(Library, EntryPoint = "pixGetData")]
    public static partial uint* Data(nint pix);

    [LibraryImport(Library, EntryPoint = "pixGetColormap")]
    public static partial nint Colormap(nint pix);

    [LibraryImport(Library, EntryPoint = "pixcmapIsOpaque")]
    public static partial int IsOpaque(nint colormap, out int opaque);

    /// <summary>To 32 bits with alpha.</summary>
    [LibraryImport(Library, EntryPoint = "pixRemoveColormap")]
    public static partial nint RemoveColormap(nint pix, int how = 4);

    [LibraryImport(Library, EntryPoint = "pixAlphaBlendUniform")]
    public static partial nint BlendAlpha(nint pix, uint color);

    [LibraryImport(Library, EntryPoint = "pixConvertTo8")]
    public static partial nint ToGray(nint pix, int colormap);

    [LibraryImport(Library, EntryPoint = "pixConvertTo32")]
    public static partial nint ToRgb(nint pix);

    [LibraryImport(Library, EntryPoint = "pixScale")]
    public static partial nint Scale(nint pix, float x, float y);

    /// <summary>From black and white; the factor lies between 0 and 1.</summary>
    [LibraryImport(Library, EntryPoint = "pixScaleToGray")]
    public static partial nint ScaleToGray(nint bilevel, float factor);

    [LibraryImport(Library, EntryPoint = "boxCreate")]
    public static partial nint CreateBox(int left, int top, int width, int height);

    [LibraryImport(Library, EntryPoint = "boxDestroy")]
    public static partial void DestroyBox(ref nint box);

    [LibraryImport(Library, EntryPoint = "pixClipRectangle")]
    public static partial nint Clip(nint pix, nint box, nint clipped);

    /// <summary>Quarter turns clockwise.</summary>
    [LibraryImport(Library, EntryPoint = "pixRotateOrth")]
    public static partial nint RotateOrthogonal(nint pix, int quarters);

    /// <summary>Clockwise, about the centre, onto a sheet that holds all of an image of this width and height.</summary>
    [LibraryImport(Library, EntryPoint = "pixRotate")]
    public static partial nint Rotate(nint pix, float radians, int method, int background, int width, int height);

    /// <summary>The turn in degrees, clockwise, that makes the text lines of a black-and-white image level.</summary>
    [LibraryImport(Library, EntryPoint = "pixFindSkewSweepAndSearch")]
    public static partial int FindSkew(nint bilevel, out float degrees, out float confidence, int sweepReduction,
        int searchReduction, float rangeDeg, float stepDeg, float resolutionDeg);

    [LibraryImport(Library, EntryPoint = "pixFlipLR")]
    public static partial nint FlipLeftRight(nint destination, nint pix);

    /// <summary>Black and white by Otsu's threshold, tile by tile; the map of thresholds is not asked for.</summary>
    [LibraryImport(Library, EntryPoint = "pixOtsuAdaptiveThreshold")]
    public static partial int Threshold(nint gray, int tileWidth, int tileHeight, int smoothX, int smoothY, float scoreFraction,
        nint thresholds, out nint bilevel);

    [LibraryImport(Library, EntryPoint = "pixSetResolution")]
    public static partial int SetResolution(nint pix, int x, int y);

    /// <param name="mode">w for a new file, a for a further page.</param>
    [LibraryImport(Library, EntryPoint = "pixWriteTiff", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int WriteTiff(string path, nint pix, int compression, string mode);
}
