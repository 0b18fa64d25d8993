using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.DocumentEngine.Rendering;
using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>Writes a copy of an image: sized, converted, without metadata; the file is there whole or not at all.</summary>
internal static class CopyWriter
{
    public const int MostSidePx = 32767;
    private const int MostWebpSidePx = 16383;

    /// <summary>Rec. 601 luma in each colour.</summary>
    private static readonly float[] ToGray =
        [0.299f, 0.587f, 0.114f, 0, 0, 0.299f, 0.587f, 0.114f, 0, 0, 0.299f, 0.587f, 0.114f, 0, 0, 0, 0, 0, 1, 0];

    public static CopyFacts Write(SKBitmap bitmap, ImageCopy copy, bool grayscale, double dpi)
    {
        var frame = Frame.Of(bitmap.Width, bitmap.Height, copy);
        var most = copy.Format == ImageFormat.Webp ? MostWebpSidePx : MostSidePx;
        if (Math.Max(frame.WidthPx, frame.HeightPx) > most)
        {
            throw new DocumentFault(
                FailureCodes.ResourceLimit,
                $"An image of {frame.WidthPx} by {frame.HeightPx} pixels is too large; a side may have {most}.");
        }

        using var drawn = IsAsWanted() ? null : Draw(bitmap, frame, copy.Format, grayscale);
        var partial = copy.Path + ".part";
        try
        {
            Encode(drawn ?? bitmap, copy, dpi * frame.Scale, partial);
            File.Move(partial, copy.Path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }

        return new CopyFacts(frame.WidthPx, frame.HeightPx, new FileInfo(copy.Path).Length);

        bool IsAsWanted() => !grayscale && frame.IsWhole(bitmap)
            && (bitmap.AlphaType == SKAlphaType.Opaque || KeepsAlpha(copy.Format));
    }

    private static bool KeepsAlpha(ImageFormat format) => format is ImageFormat.Png or ImageFormat.Webp;

    private static SKBitmap Draw(SKBitmap bitmap, Frame frame, ImageFormat format, bool grayscale)
    {
        var opaque = bitmap.AlphaType == SKAlphaType.Opaque || !KeepsAlpha(format);
        var drawn = Bitmaps.Allocate(frame.WidthPx, frame.HeightPx, opaque);
        drawn.Erase(opaque ? SKColors.White : SKColors.Transparent);
        using var filter = grayscale ? SKColorFilter.CreateColorMatrix(ToGray) : null;
        using var paint = new SKPaint { ColorFilter = filter };
        using var image = Bitmaps.AsImage(bitmap);
        using var canvas = new SKCanvas(drawn);
        canvas.DrawImage(image, frame.Source, new SKRect(0, 0, frame.WidthPx, frame.HeightPx), Bitmaps.Smooth, paint);
        canvas.Flush();
        return drawn;
    }

    private static void Encode(SKBitmap bitmap, ImageCopy copy, double dpi, string path)
    {
        if (copy.Format == ImageFormat.Tiff)
        {
            TiffFile.Write(bitmap, dpi, path);
            return;
        }

        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        if (copy.Format == ImageFormat.Png && bitmap.AlphaType == SKAlphaType.Opaque)
        {
            using var raster = Bitmaps.AsRaster(bitmap, dpi);
            PngEncoder.Encode(raster, file);
            return;
        }

        using var pixels = bitmap.PeekPixels();
        using var data = copy.Format switch
        {
            ImageFormat.Jpeg => pixels.Encode(new SKJpegEncoderOptions(copy.Quality)),
            ImageFormat.Webp => pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, copy.Quality)),
            _ => pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 6)),
        };
        (data ?? throw new DocumentFault(FailureCodes.Internal, "The image could not be encoded.")).SaveTo(file);
    }
}
