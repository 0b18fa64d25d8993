using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace DaprProcessing.Engines.Tests.Images;

/// <summary>Small image files of the kinds that our own code does not write.</summary>
internal static class ImageFiles
{
    /// <summary>Another coding of an image file.</summary>
    public static byte[] Encode(string path, SKEncodedImageFormat format, int quality = 90)
    {
        using var bitmap = SKBitmap.Decode(path);
        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    /// <summary>A WebP, with the left half red and the rest white, that says by EXIF how it was held.</summary>
    public static byte[] TurnedWebp(int width, int height, byte orientation)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.White);
        bitmap.Erase(SKColors.Red, new SKRectI(0, 0, width / 2, height));
        using var data = bitmap.Encode(SKEncodedImageFormat.Webp, 100);
        byte[] exif = [.. "II*\0\b\0\0\0"u8, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0];
        byte[] extended = [0x08, 0, 0, 0, .. U24(width - 1), .. U24(height - 1)];
        byte[] body = [.. "WEBP"u8, .. Chunk("VP8X", extended), .. data.ToArray().AsSpan(12), .. Chunk("EXIF", exif)];
        return [.. Chunk("RIFF", body)];
    }

    /// <summary>24 bits a pixel, rows from the bottom.</summary>
    public static byte[] Bmp(int width, int height, int dpi, Func<int, int, SKColor> color)
    {
        var stride = ((width * 3) + 3) / 4 * 4;
        var file = new byte[54 + (stride * height)];
        "BM"u8.CopyTo(file);
        int[] header = [file.Length, 0, 54, 40, width, height, 1 | (24 << 16), 0, stride * height, (int)(dpi / 0.0254), 0, 0, 0];
        for (var i = 0; i < header.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2 + (i * 4)), header[i]);
        }

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = color(x, y);
                byte[] bytes = [pixel.Blue, pixel.Green, pixel.Red];
                bytes.CopyTo(file, 54 + ((height - 1 - y) * stride) + (x * 3));
            }
        }

        return file;
    }

    /// <summary>
    /// Black, white, red and a transparent fourth colour; not compressed: a clear code before the codes grow.
    /// </summary>
    public static byte[] Gif(int width, int height, Func<int, int, byte> colorIndex)
    {
        const int Clear = 4, End = 5, BitsACode = 3;
        var (bits, bitCount, codes) = (0, 0, new List<byte>());
        void Write(int code)
        {
            bits |= code << bitCount;
            for (bitCount += BitsACode; bitCount >= 8; bitCount -= 8, bits >>= 8)
            {
                codes.Add((byte)bits);
            }
        }

        for (var i = 0; i < width * height; i++)
        {
            if (i % 2 == 0)
            {
                Write(Clear);
            }

            Write(colorIndex(i % width, i / width));
        }

        Write(End);
        codes.Add((byte)bits);
        byte[] size = [(byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)];
        byte[] palette = [0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 255];
        byte[] transparent = [0x21, 0xF9, 4, 1, 0, 0, 3, 0];
        return
        [
            .. "GIF89a"u8, .. size, 0xF1, 0, 0, .. palette, .. transparent, 0x2C, 0, 0, 0, 0, .. size, 0, 2,
            .. codes.Chunk(255).SelectMany(block => block.Prepend((byte)block.Length)), 0, 0x3B,
        ];
    }

    private static byte[] U24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    private static byte[] Chunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        return [.. Encoding.ASCII.GetBytes(type), .. length, .. data, .. new byte[data.Length % 2]];
    }
}
