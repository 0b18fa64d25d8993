using System.Runtime.InteropServices;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Rendering;
using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>Skia's bitmaps: four bytes a pixel, blue first.</summary>
internal static unsafe class Bitmaps
{
    private const uint Opaque = 0xFF000000;

    /// <summary>Smooth at any size: from the halved image that is nearest.</summary>
    public static readonly SKSamplingOptions Smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    public static SKBitmap Allocate(SKImageInfo info)
    {
        if ((long)info.Width * info.Height > PixelBudget.MaxPixels)
        {
            throw new DocumentFault(
                FailureCodes.ResourceLimit,
                $"The image has {(long)info.Width * info.Height / 1_000_000} megapixels; "
                    + $"at most {PixelBudget.MaxPixels / 1_000_000} are read or made.");
        }

        var bitmap = new SKBitmap();
        return bitmap.TryAllocPixels(info) ? bitmap
            : throw new DocumentFault(FailureCodes.ResourceLimit, "The image does not fit into memory.");
    }

    public static SKBitmap Allocate(int width, int height, bool opaque) => Allocate(
        new SKImageInfo(width, height, SKColorType.Bgra8888, opaque ? SKAlphaType.Opaque : SKAlphaType.Premul,
            SKColorSpace.CreateSrgb()));

    public static SKBitmap Of(Raster raster)
    {
        var bitmap = Allocate(raster.WidthPx, raster.HeightPx, opaque: true);
        var gray = raster.Grayscale || raster.Order is PixelOrder.Gray or PixelOrder.GrayWords;
        var row = new byte[raster.WidthPx * 3];
        for (var y = 0; y < raster.HeightPx; y++)
        {
            PixelRows.Convert(raster, y, row, gray);
            var pixels = Row(bitmap, y);
            for (var x = 0; x < pixels.Length; x++)
            {
                pixels[x] = gray ? Opaque | (row[x] * 0x010101u)
                    : Opaque | ((uint)row[x * 3] << 16) | ((uint)row[(x * 3) + 1] << 8) | row[(x * 3) + 2];
            }
        }

        return bitmap;
    }

    /// <summary>The same pixels for our own writers; the bitmap is to outlive it, and to be opaque.</summary>
    public static Raster AsRaster(SKBitmap bitmap, double dpi) => new(
        bitmap.Width, bitmap.Height, dpi, PixelOrder.Bgrx, (byte*)bitmap.GetPixels(), bitmap.RowBytes, () => { });

    /// <summary>The same pixels to be drawn: of a bitmap that may still change Skia would make a copy.</summary>
    public static SKImage AsImage(SKBitmap bitmap)
    {
        bitmap.SetImmutable();
        return SKImage.FromBitmap(bitmap);
    }

    /// <summary>On white, or on black where white letters would be gone, in leptonica's form: of a premultiplied pixel, what is
    /// missing to opaque is the ground's in each colour.</summary>
    public static PixImage ToPix(SKBitmap bitmap)
    {
        var ground = HasLightInk(bitmap) ? 0u : 0x010101u;
        var pix = PixImage.Create(bitmap.Width, bitmap.Height, 32);
        for (var y = 0; y < bitmap.Height; y++)
        {
            var pixels = Row(bitmap, y);
            var target = new Span<uint>(pix.Words + ((long)y * bitmap.Width), pixels.Length);
            for (var x = 0; x < pixels.Length; x++)
            {
                target[x] = ((pixels[x] & 0xFFFFFF) + ((255 - (pixels[x] >> 24)) * ground)) << 8;
            }
        }

        return pix;
    }

    private static bool HasLightInk(SKBitmap bitmap)
    {
        if (bitmap.AlphaType == SKAlphaType.Opaque)
        {
            return false;
        }

        var ink = new TransparentInk();
        for (var y = 0; y < bitmap.Height; y++)
        {
            foreach (var pixel in Row(bitmap, y))
            {
                var alpha = pixel >> 24;
                var bright = (((pixel >> 16) & 0xFF) + (2 * ((pixel >> 8) & 0xFF)) + (pixel & 0xFF)) / 4;
                ink.Add((byte)alpha, alpha == 0 ? 0 : Math.Min(255, bright * 255 / alpha));
            }
        }

        return ink.IsLight;
    }

    /// <summary>Undoes an EXIF orientation; the bitmap given is spent.</summary>
    public static SKBitmap Upright(SKBitmap bitmap, int orientation)
    {
        var (w, h) = (bitmap.Width, bitmap.Height);
        SKMatrix? turn = orientation switch
        {
            2 => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
            3 => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
            4 => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
            5 => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            6 => new SKMatrix(0, -1, h, 1, 0, 0, 0, 0, 1),
            7 => new SKMatrix(0, -1, h, -1, 0, w, 0, 0, 1),
            8 => new SKMatrix(0, 1, 0, -1, 0, w, 0, 0, 1),
            _ => null,
        };
        if (turn is not { } matrix)
        {
            return bitmap;
        }

        using (bitmap)
        {
            var turned = orientation >= 5 ? Like(bitmap, h, w) : Like(bitmap, w, h);
            Draw(bitmap, turned, canvas => canvas.SetMatrix(matrix), SKSamplingOptions.Default);
            return turned;
        }
    }

    /// <summary>A turned copy on a white sheet that holds all of it; the bitmap given is spent.</summary>
    public static SKBitmap Rotated(SKBitmap bitmap, double clockwiseDeg)
    {
        using (bitmap)
        {
            var radians = double.DegreesToRadians(clockwiseDeg);
            var (cos, sin) = (Math.Abs(Math.Cos(radians)), Math.Abs(Math.Sin(radians)));
            var width = (int)Math.Ceiling((bitmap.Width * cos) + (bitmap.Height * sin));
            var height = (int)Math.Ceiling((bitmap.Width * sin) + (bitmap.Height * cos));
            var sheet = Allocate(width, height, opaque: true);
            sheet.Erase(SKColors.White);
            Draw(bitmap, sheet, canvas =>
            {
                canvas.Translate(width / 2f, height / 2f);
                canvas.RotateDegrees((float)clockwiseDeg);
                canvas.Translate(-bitmap.Width / 2f, -bitmap.Height / 2f);
            }, Smooth);
            return sheet;
        }
    }

    public static Span<uint> Row(SKBitmap bitmap, int y) =>
        MemoryMarshal.Cast<byte, uint>(new Span<byte>((byte*)bitmap.GetPixels() + ((long)y * bitmap.RowBytes), bitmap.Width * 4));

    private static SKBitmap Like(SKBitmap bitmap, int width, int height)
    {
        var made = Allocate(width, height, bitmap.AlphaType == SKAlphaType.Opaque);
        made.Erase(bitmap.AlphaType == SKAlphaType.Opaque ? SKColors.White : SKColors.Transparent);
        return made;
    }

    private static void Draw(SKBitmap source, SKBitmap target, Action<SKCanvas> place, SKSamplingOptions sampling)
    {
        using var image = AsImage(source);
        using var canvas = new SKCanvas(target);
        place(canvas);
        canvas.DrawImage(image, 0, 0, sampling);
        canvas.Flush();
    }
}
