using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.DocumentEngine.Rendering;
using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>AVIF files as libheif reads them: turned and mirrored already, and of an animation the first frame.</summary>
internal static unsafe class HeifImages
{
    public static bool IsNeededFor(string mediaType) => mediaType == MediaTypes.Avif;

    public static ImageHeader ReadHeader(string path) => WithPrimary(path, handle => new ImageHeader(
        Heif.Width(handle), Heif.Height(handle), null, null, Orientation: 1, BitsPerPixel: 32));

    /// <summary>The pixels on white, in leptonica's form; their number is to be known before.</summary>
    public static PixImage DecodePix(string path) => WithPrimary(path, handle =>
    {
        var options = Heif.NewOptions();
        options[Heif.ToEightBits] = 1;
        var error = Heif.Decode(handle, out var image, Heif.Rgb, Heif.InterleavedRgba, options);
        Heif.FreeOptions(options);
        if (error.Code != 0)
        {
            throw DocumentFault.Invalid("image");
        }

        try
        {
            return ToPix(image, Heif.HasAlpha(handle) == 0);
        }
        finally
        {
            Heif.ReleaseImage(image);
        }
    });

    private static PixImage ToPix(nint image, bool opaque)
    {
        var pixels = Heif.Plane(image, Heif.InterleavedChannel, out var stride);
        var (width, height) = (
            Heif.PlaneWidth(image, Heif.InterleavedChannel), Heif.PlaneHeight(image, Heif.InterleavedChannel));
        if (pixels is null || width <= 0 || height <= 0)
        {
            throw DocumentFault.Invalid("image");
        }

        using var bitmap = Bitmaps.Allocate(width, height, opaque);
        using var decoded = new SKPixmap(
            new SKImageInfo(width, height, SKColorType.Rgba8888, opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul,
                SKColorSpace.CreateSrgb()),
            (nint)pixels, stride);
        return decoded.ReadPixels(bitmap.Info, bitmap.GetPixels(), bitmap.RowBytes) ? Bitmaps.ToPix(bitmap)
            : throw DocumentFault.Invalid("image");
    }

    private static T WithPrimary<T>(string path, Func<nint, T> read)
    {
        var (context, handle) = (NewContext(), (nint)0);
        try
        {
            return Heif.Read(context, path, 0).Code == 0 && Heif.Primary(context, out handle).Code == 0 ? read(handle)
                : throw DocumentFault.Invalid("image");
        }
        finally
        {
            if (handle != 0)
            {
                Heif.ReleaseHandle(handle);
            }

            Heif.FreeContext(context);
        }
    }

    private static nint NewContext()
    {
        try
        {
            return Heif.NewContext();
        }
        catch (DllNotFoundException)
        {
            throw new DocumentFault(
                FailureCodes.EngineUnavailable,
                "AVIF is read by libheif, which is not installed (Debian: apt-get install libheif1).");
        }
    }
}
