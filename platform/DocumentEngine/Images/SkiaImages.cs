using System.Buffers.Binary;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Rendering;
using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>Image files as Skia reads them. Of an animation the first frame is the image.</summary>
internal static class SkiaImages
{
    private const int BmpHeaderBytes = 42;
    private const double InchesPerMetre = 39.3700787;

    /// <summary>The kinds that leptonica, as distributions build it, does not read, or not all of.</summary>
    public static bool IsNeededFor(string mediaType) => mediaType is MediaTypes.Webp or MediaTypes.Gif or MediaTypes.Bmp;

    public static ImageHeader ReadHeader(string path, string mediaType)
    {
        using var codec = Open(path);
        var dpi = mediaType == MediaTypes.Bmp ? BmpDpi(path) : 0;
        return ImageHeader.WithDpi(
            dpi, dpi, new ImageHeader(codec.Info.Width, codec.Info.Height, null, null, (int)codec.EncodedOrigin, 32));
    }

    public static (int Frames, bool Transparent) Traits(string path)
    {
        using var codec = SKCodec.Create(path);
        return codec is null ? (1, false) : (Math.Max(1, codec.FrameCount), codec.Info.AlphaType != SKAlphaType.Opaque);
    }

    /// <summary>The pixels as they lie in the file, premultiplied; their number is to be known before.</summary>
    public static SKBitmap? TryDecode(string path)
    {
        using var codec = Open(path);
        var info = codec.Info
            .WithColorType(SKColorType.Bgra8888)
            .WithAlphaType(codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul)
            .WithColorSpace(SKColorSpace.CreateSrgb());
        var bitmap = Bitmaps.Allocate(info);
        if (codec.GetPixels(info, bitmap.GetPixels()) == SKCodecResult.Success)
        {
            return bitmap;
        }

        bitmap.Dispose();
        return null;
    }

    /// <summary>The pixels as they lie in the file, on white, in leptonica's form.</summary>
    public static PixImage DecodePix(string path, string mediaType)
    {
        using var bitmap = TryDecode(path) ?? DamagedImage.TryDecode(path, mediaType) ?? throw DocumentFault.Invalid("image");
        return Bitmaps.ToPix(bitmap);
    }

    private static SKCodec Open(string path) => SKCodec.Create(path) ?? throw DocumentFault.Invalid("image");

    /// <summary>Pixels a metre, at byte 38 of every header but the oldest.</summary>
    private static int BmpDpi(string path)
    {
        Span<byte> start = stackalloc byte[BmpHeaderBytes];
        using var file = File.OpenRead(path);
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length
            || BinaryPrimitives.ReadInt32LittleEndian(start[14..]) < 40)
        {
            return 0;
        }

        return (int)Math.Round(BinaryPrimitives.ReadInt32LittleEndian(start[38..]) / InchesPerMetre);
    }
}
