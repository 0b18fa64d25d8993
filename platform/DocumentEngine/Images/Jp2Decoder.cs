using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.DocumentEngine.Rendering;
using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>A JPEG 2000 as far as its file goes, and with its alpha: leptonica refuses the one and leaves the other.</summary>
internal static unsafe class Jp2Decoder
{
    /// <returns>Null where nothing of it can be decoded.</returns>
    public static PixImage? TryDecode(string path)
    {
        var image = Read(path);
        try
        {
            if (image is null || image->Channels == 0 || !HasPixels(image))
            {
                return null;
            }

            using var bitmap = ToBitmap(image);
            return Bitmaps.ToPix(bitmap);
        }
        finally
        {
            if (image is not null)
            {
                OpenJpeg.Destroy(image);
            }
        }
    }

    private static OpenJpegImage* Read(string path)
    {
        var parameters = stackalloc byte[OpenJpeg.ParameterBytes];
        OpenJpeg.SetDefaults(parameters);
        var decoder = OpenJpeg.Create(Jp2Header.IsCodeStream(path) ? OpenJpeg.CodeStream : OpenJpeg.Boxes);
        var stream = OpenJpeg.OpenFile(path, 1);
        OpenJpegImage* image = null;
        try
        {
            if (decoder != 0 && stream != 0 && OpenJpeg.Setup(decoder, parameters) != 0
                && OpenJpeg.SetStrict(decoder, 0) != 0 && OpenJpeg.ReadHeader(stream, decoder, out image) != 0)
            {
                // It says that it failed where tiles are missing, and has decoded the others.
                _ = OpenJpeg.Decode(decoder, stream, image);
            }

            return image;
        }
        finally
        {
            OpenJpeg.Close(stream);
            OpenJpeg.Destroy(decoder);
        }
    }

    private static bool HasPixels(OpenJpegImage* image)
    {
        for (var channel = 0; channel < image->Channels; channel++)
        {
            if (image->Channel[channel] is not { Data: not null, Width: > 0, Height: > 0, Bits: > 0 and <= 31 })
            {
                return false;
            }
        }

        return true;
    }

    private static SKBitmap ToBitmap(OpenJpegImage* image)
    {
        var (width, height) = ((int)image->Channel[0].Width, (int)image->Channel[0].Height);
        var colors = image->Channels >= 3 ? 3 : 1;
        var alpha = image->Channels is 2 or 4 ? (int)image->Channels - 1 : -1;
        var bitmap = Bitmaps.Allocate(width, height, opaque: alpha < 0);
        for (var y = 0; y < height; y++)
        {
            var row = Bitmaps.Row(bitmap, y);
            for (var x = 0; x < width; x++)
            {
                var color = colors == 1 ? Gray(Sample(image, 0, x, y))
                    : Color(image, Sample(image, 0, x, y), Sample(image, 1, x, y), Sample(image, 2, x, y));
                row[x] = Premultiplied(color, alpha < 0 ? 255 : Sample(image, alpha, x, y));
            }
        }

        return bitmap;
    }

    private static (int Red, int Green, int Blue) Gray(int shade) => (shade, shade, shade);

    private static (int Red, int Green, int Blue) Color(OpenJpegImage* image, int first, int second, int third) =>
        image->ColorSpace != OpenJpeg.Luminance ? (first, second, third)
        : (Byte(first + (1.402 * (third - 128))), Byte(first - (0.344 * (second - 128)) - (0.714 * (third - 128))),
            Byte(first + (1.772 * (second - 128))));

    private static int Byte(double value) => (int)Math.Clamp(Math.Round(value), 0, 255);

    private static uint Premultiplied((int Red, int Green, int Blue) color, int alpha) => ((uint)alpha << 24)
        | ((uint)(color.Red * alpha / 255) << 16) | ((uint)(color.Green * alpha / 255) << 8) | (uint)(color.Blue * alpha / 255);

    /// <summary>Of eight bits. A channel may have fewer samples than the first.</summary>
    private static int Sample(OpenJpegImage* image, int channel, int x, int y)
    {
        ref readonly var samples = ref image->Channel[channel];
        ref readonly var first = ref image->Channel[0];
        var across = Math.Min(samples.Width - 1, (uint)x * first.StepX / Math.Max(1, samples.StepX));
        var down = Math.Min(samples.Height - 1, (uint)y * first.StepY / Math.Max(1, samples.StepY));
        var value = (long)samples.Data[(down * samples.Width) + across]
            + (samples.IsSigned != 0 ? 1L << ((int)samples.Bits - 1) : 0);
        return (int)Math.Clamp(value * 255 / ((1L << (int)samples.Bits) - 1), 0, 255);
    }
}
