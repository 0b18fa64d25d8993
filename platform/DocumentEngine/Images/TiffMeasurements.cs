using System.Buffers.Binary;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.DocumentEngine.Rendering;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>
/// A TIFF page of floating point, signed or wide numbers, as scanners of science and fax programs of old write them: gray, from
/// the least of its numbers to the greatest. Colours become their mean.
/// </summary>
internal static unsafe class TiffMeasurements
{
    private const int MaxBlockBytes = 256 << 20;
    private const int Colors = 3;

    public static PixImage Decode(nint tiff, TiffDirectory page)
    {
        var values = new float[(long)page.WidthPx * page.HeightPx];
        Array.Fill(values, float.NaN);
        var bytes = page.IsTiled ? Tiff.TileBytes(tiff) : Tiff.StripBytes(tiff);
        var width = page.IsTiled ? page.TileWidthPx : page.WidthPx;
        var samples = page.HasSeparatePlanes ? 1 : page.SamplesPerPixel;
        var rowBytes = (((long)width * samples * page.BitsPerSample) + 7) / 8;
        if (ReaderOf(page) is not { } read || bytes > MaxBlockBytes || bytes < rowBytes)
        {
            throw DocumentFault.Invalid("TIFF image");
        }

        // libtiff cuts long strips that are not compressed: how many rows one has is its word, and not the file's.
        var height = page.IsTiled ? page.TileHeightPx : (int)(bytes / rowBytes);
        var block = new byte[bytes];
        var across = Blocks(page.WidthPx, width);
        for (var index = 0; index < across * Blocks(page.HeightPx, height); index++)
        {
            if (!TryRead(tiff, page.IsTiled, (uint)index, block, out var got))
            {
                continue;
            }

            var (left, top) = (index % across * width, index / across * height);
            for (var y = 0; y < Math.Min(height, page.HeightPx - top) && (y + 1) * rowBytes <= got; y++)
            {
                var row = block.AsSpan((int)(y * rowBytes), (int)rowBytes);
                for (var x = 0; x < Math.Min(width, page.WidthPx - left); x++)
                {
                    values[((long)(top + y) * page.WidthPx) + left + x] = Mean(row, x * samples, Math.Min(samples, Colors), read);
                }
            }
        }

        return ToGray(values, page);
    }

    private delegate double ReadSample(ReadOnlySpan<byte> row, int index);

    private static ReadSample? ReaderOf(TiffDirectory page) => (page.SampleFormat, page.BitsPerSample) switch
    {
        (TiffSampleFormat.Float, 16) => static (row, at) => (double)BinaryPrimitives.ReadHalfLittleEndian(row[(at * 2)..]),
        (TiffSampleFormat.Float, 32) => static (row, at) => BinaryPrimitives.ReadSingleLittleEndian(row[(at * 4)..]),
        (TiffSampleFormat.Float, 64) => static (row, at) => BinaryPrimitives.ReadDoubleLittleEndian(row[(at * 8)..]),
        (TiffSampleFormat.Signed, 8) => static (row, at) => (sbyte)row[at],
        (TiffSampleFormat.Signed, 16) => static (row, at) => BinaryPrimitives.ReadInt16LittleEndian(row[(at * 2)..]),
        (TiffSampleFormat.Signed, 32) => static (row, at) => BinaryPrimitives.ReadInt32LittleEndian(row[(at * 4)..]),
        (TiffSampleFormat.Unsigned, 12) => static (row, at) => at % 2 == 0 ? (row[at * 3 / 2] << 4) | (row[(at * 3 / 2) + 1] >> 4)
            : ((row[at * 3 / 2] & 0xF) << 8) | row[(at * 3 / 2) + 1],
        (TiffSampleFormat.Unsigned, 32) => static (row, at) => BinaryPrimitives.ReadUInt32LittleEndian(row[(at * 4)..]),
        (TiffSampleFormat.Unsigned, 64) => static (row, at) => BinaryPrimitives.ReadUInt64LittleEndian(row[(at * 8)..]),
        _ => null,
    };

    private static float Mean(ReadOnlySpan<byte> row, int first, int count, ReadSample read)
    {
        var sum = 0.0;
        for (var sample = 0; sample < count; sample++)
        {
            sum += read(row, first + sample);
        }

        return (float)(sum / count);
    }

    private static bool TryRead(nint tiff, bool isTile, uint index, byte[] block, out nint bytes)
    {
        fixed (byte* start = block)
        {
            bytes = isTile ? Tiff.ReadTile(tiff, index, start, block.Length) : Tiff.ReadStrip(tiff, index, start, block.Length);
        }

        return bytes > 0;
    }

    /// <summary>What is no number is paper.</summary>
    private static PixImage ToGray(float[] values, TiffDirectory page)
    {
        var (least, most) = (float.MaxValue, float.MinValue);
        foreach (var value in values)
        {
            if (float.IsFinite(value))
            {
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }
        }

        var image = PixImage.Create(page.WidthPx, page.HeightPx, 8);
        var stride = Leptonica.WordsPerLine(image.Handle) * 4;
        var target = (byte*)image.Words;
        var invert = page.Photometric == TiffPhotometric.WhiteIsZero;
        for (long y = 0; y < page.HeightPx; y++)
        {
            for (var x = 0; x < page.WidthPx; x++)
            {
                var value = values[(y * page.WidthPx) + x];
                var share = !float.IsFinite(value) || most <= least ? 1 : (value - least) / ((double)most - least);
                target[(y * stride) + (x ^ 3)] = (byte)(255 * (invert && float.IsFinite(value) ? 1 - share : share));
            }
        }

        return image;
    }

    private static int Blocks(int length, int block) => (length + block - 1) / block;
}
