using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>Turns native pixel rows into the rows of a PNG: one gray byte, or red, green, blue.</summary>
internal static class PixelRows
{
    private const uint ThreeBytes = 0x00FFFFFF;

    public static void Convert(Raster raster, int y, Span<byte> row, bool gray)
    {
        var source = raster.Row(y);
        switch (raster.Order, gray)
        {
            case (PixelOrder.Gray, _):
                source[..raster.WidthPx].CopyTo(row);
                break;
            case (PixelOrder.GrayWords, _):
                FromGrayWords(source, row, raster.WidthPx);
                break;
            case (PixelOrder.Bgrx, false):
                ToRgb(source, row, raster.WidthPx, 0);
                break;
            case (PixelOrder.Bgrx, true):
                ToGray(source, row, raster.WidthPx, 2, 1, 0);
                break;
            case (PixelOrder.Xbgr, false):
                ToRgb(source, row, raster.WidthPx, 8);
                break;
            default:
                ToGray(source, row, raster.WidthPx, 3, 2, 1);
                break;
        }
    }

    /// <summary>Red, green and blue are the same in every pixel of a row.</summary>
    public static bool IsColorless(PixelOrder order, ReadOnlySpan<byte> row)
    {
        if (order is PixelOrder.Gray or PixelOrder.GrayWords)
        {
            return true;
        }

        var shift = order == PixelOrder.Xbgr ? 8 : 0;
        uint different = 0;
        foreach (var pixel in MemoryMarshal.Cast<byte, uint>(row))
        {
            var color = pixel >> shift;
            different |= (color ^ (color >> 8)) & 0xFFFF;
        }

        return different == 0;
    }

    /// <param name="shift">Bits below blue in a pixel's word.</param>
    private static void ToRgb(ReadOnlySpan<byte> source, Span<byte> row, int width, int shift)
    {
        // Four bytes are written a pixel, the last to be overwritten by the next one's first.
        var pixels = MemoryMarshal.Cast<byte, uint>(source);
        for (var x = 0; x < width - 1; x++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(row[(x * 3)..], Reversed(pixels[x] >> shift));
        }

        var last = Reversed(pixels[width - 1] >> shift);
        var end = row.Slice((width - 1) * 3, 3);
        (end[0], end[1], end[2]) = ((byte)last, (byte)(last >> 8), (byte)(last >> 16));
    }

    private static uint Reversed(uint bgr) => BinaryPrimitives.ReverseEndianness(bgr & ThreeBytes) >> 8;

    /// <summary>Rec. 601 luma in 1/256.</summary>
    private static void ToGray(ReadOnlySpan<byte> source, Span<byte> row, int width, int red, int green, int blue)
    {
        for (var x = 0; x < width; x++)
        {
            var pixel = source.Slice(x * 4, 4);
            row[x] = (byte)(((pixel[red] * 77) + (pixel[green] * 150) + (pixel[blue] * 29)) >> 8);
        }
    }

    private static void FromGrayWords(ReadOnlySpan<byte> source, Span<byte> row, int width)
    {
        for (var x = 0; x < width; x++)
        {
            row[x] = source[x ^ 3];
        }
    }
}
