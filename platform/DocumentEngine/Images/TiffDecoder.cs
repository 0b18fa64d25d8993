using System.Buffers.Binary;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.DocumentEngine.Rendering;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>The pixels of a TIFF page that leptonica does not read: tiles, separate planes, inks; as stored, not
/// turned.</summary>
internal static unsafe class TiffDecoder
{
    private const int BitsPerWord = 32;
    private const int MaxTileBytes = 64 << 20;

    public static PixImage Decode(string path, TiffDirectory page)
    {
        _ = Tiff.SetErrorHandler(0);
        _ = Tiff.SetWarningHandler(0);
        var tiff = Tiff.Open(path, "r");
        if (tiff == 0)
        {
            throw DocumentFault.Invalid("TIFF image");
        }

        try
        {
            if (Tiff.SetDirectory(tiff, (uint)page.Index) == 0)
            {
                throw DocumentFault.Invalid("TIFF image");
            }

            // It would mirror the rows of some orientations and turn none.
            _ = Tiff.SetField(tiff, Tiff.OrientationTag, Tiff.TopLeft);
            return page.IsMeasured ? TiffMeasurements.Decode(tiff, page)
                : page is { IsTiled: true, IsBilevel: true } ? FromBilevelTiles(tiff, page) : FromAnything(tiff, page);
        }
        finally
        {
            Tiff.Close(tiff);
        }
    }

    private static PixImage FromAnything(nint tiff, TiffDirectory page)
    {
        var image = PixImage.Create(page.WidthPx, page.HeightPx, 32);
        if (Tiff.ReadRgba(tiff, (uint)page.WidthPx, (uint)page.HeightPx, image.Words, Tiff.TopLeft, stopOnError: 0) == 0)
        {
            image.Dispose();
            throw DocumentFault.Invalid("TIFF image");
        }

        // From red in the lowest byte to red in the highest. Colours come multiplied by their alpha: white shows through.
        var words = new Span<uint>(image.Words, page.WidthPx * page.HeightPx);
        foreach (ref var word in words)
        {
            var paper = page.HasPlainExtra ? 0 : 0xFF - (word >> 24);
            word = BinaryPrimitives.ReverseEndianness(word + (paper * 0x010101));
        }

        return image;
    }

    /// <summary>Tiles are put together as bits: in colour a plan of A0 would not fit.</summary>
    private static PixImage FromBilevelTiles(nint tiff, TiffDirectory page)
    {
        var image = PixImage.Create(page.WidthPx, page.HeightPx, 1);
        var (across, down) = (Tiles(page.WidthPx, page.TileWidthPx), Tiles(page.HeightPx, page.TileHeightPx));
        var rowBytes = (page.TileWidthPx + 7) / 8;
        var tileBytes = Math.Max(Tiff.TileBytes(tiff), (nint)rowBytes * page.TileHeightPx);
        if (tileBytes > MaxTileBytes)
        {
            image.Dispose();
            throw DocumentFault.Invalid("TIFF image");
        }

        var tile = new byte[tileBytes];
        var invert = page.Photometric == TiffPhotometric.BlackIsZero ? (byte)0xFF : (byte)0;
        var stride = (page.WidthPx + BitsPerWord - 1) / BitsPerWord * 4;
        var target = (byte*)image.Words;
        for (var index = 0; index < across * down; index++)
        {
            Array.Clear(tile);
            fixed (byte* start = tile)
            {
                if (Tiff.ReadTile(tiff, (uint)index, start, tile.Length) < 0)
                {
                    Array.Fill(tile, invert);
                }
            }

            var (left, top) = (index % across * rowBytes, index / across * page.TileHeightPx);
            for (var y = 0; y < Math.Min(page.TileHeightPx, page.HeightPx - top); y++)
            {
                for (var x = 0; x < Math.Min(rowBytes, stride - left); x++)
                {
                    // Words of four bytes, the leftmost in the highest.
                    target[((long)(top + y) * stride) + ((left + x) ^ 3)] = (byte)(tile[(y * rowBytes) + x] ^ invert);
                }
            }
        }

        return image;
    }

    private static int Tiles(int length, int tile) => (length + tile - 1) / tile;
}
