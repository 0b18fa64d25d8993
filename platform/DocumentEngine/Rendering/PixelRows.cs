using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>Turns native pixel rows into the rows of a PNG: one gray byte, or red, green, blue.</summary>
internal static class PixelRows
{
    private const uint OneByte = 0xFF;
    private const uint TwoBytes = 0xFFFF;
    private const uint ThreeBytes = 0xFFFFFF;

    private const uint Red = 77;
    private const uint Green = 150;
    private const uint Blue = 29;

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
                ToGray(source, row, raster.WidthPx, 0);
                break;
            case (PixelOrder.Xbgr, false):
                ToRgb(source, row, raster.WidthPx, 8);
                break;
            default:
                ToGray(source, row, raster.WidthPx, 8);
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

        var pixels = MemoryMarshal.Cast<byte, uint>(row);
        var shift = order == PixelOrder.Xbgr ? 8 : 0;
        var several = Vector<uint>.Zero;
        var x = 0;
        for (; x + Vector<uint>.Count <= pixels.Length; x += Vector<uint>.Count)
        {
            var color = new Vector<uint>(pixels[x..]) >> shift;
            several |= color ^ (color >> 8);
        }

        var different = Vector.EqualsAll(several & new Vector<uint>(TwoBytes), Vector<uint>.Zero) ? 0 : TwoBytes;
        foreach (var pixel in pixels[x..])
        {
            var color = pixel >> shift;
            different |= (color ^ (color >> 8)) & TwoBytes;
        }

        return different == 0;
    }

    /// <param name="shift">Bits below blue in a pixel's word.</param>
    private static void ToRgb(ReadOnlySpan<byte> source, Span<byte> row, int width, int shift)
    {
        // Four pixels a step: sixteen bytes are written, the last four to be overwritten by the next step.
        var skipped = (byte)(shift / 8);
        var order = Vector128.Create((byte)2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 0, 0, 0, 0) + Vector128.Create(skipped);
        var x = 0;
        for (; x + 6 <= width; x += 4)
        {
            Vector128.Shuffle(Vector128.Create(source.Slice(x * 4, 16)), order).CopyTo(row[(x * 3)..]);
        }

        for (; x < width; x++)
        {
            var color = Reversed(BinaryPrimitives.ReadUInt32LittleEndian(source[(x * 4)..]) >> shift);
            (row[x * 3], row[(x * 3) + 1], row[(x * 3) + 2]) = ((byte)color, (byte)(color >> 8), (byte)(color >> 16));
        }
    }

    private static uint Reversed(uint bgr) => BinaryPrimitives.ReverseEndianness(bgr & ThreeBytes) >> 8;

    /// <summary>Rec. 601 luma in 1/256; of a pixel without colour its own value.</summary>
    /// <param name="shift">Bits below blue in a pixel's word.</param>
    private static void ToGray(ReadOnlySpan<byte> source, Span<byte> row, int width, int shift)
    {
        var pixels = MemoryMarshal.Cast<byte, uint>(source)[..width];
        var x = 0;
        for (; x + 16 <= width; x += 16)
        {
            var low = Vector128.Narrow(Luma(pixels[x..], shift), Luma(pixels[(x + 4)..], shift));
            var high = Vector128.Narrow(Luma(pixels[(x + 8)..], shift), Luma(pixels[(x + 12)..], shift));
            Vector128.Narrow(low, high).CopyTo(row[x..]);
        }

        for (; x < width; x++)
        {
            var color = pixels[x] >> shift;
            var (red, green, blue) = ((color >> 16) & OneByte, (color >> 8) & OneByte, color & OneByte);
            row[x] = (byte)(((red * Red) + (green * Green) + (blue * Blue)) >> 8);
        }
    }

    private static Vector128<uint> Luma(ReadOnlySpan<uint> pixels, int shift)
    {
        var (color, mask) = (Vector128.Create(pixels) >> shift, Vector128.Create(OneByte));
        return ((((color >> 16) & mask) * Red) + (((color >> 8) & mask) * Green) + ((color & mask) * Blue)) >> 8;
    }

    private static void FromGrayWords(ReadOnlySpan<byte> source, Span<byte> row, int width)
    {
        for (var x = 0; x < width; x++)
        {
            row[x] = source[x ^ 3];
        }
    }
}
