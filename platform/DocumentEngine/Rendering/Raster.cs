namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>Pixels in native memory: 8-bit gray or 32 bits a pixel, each in one of two byte orders. Disposing of it frees
/// them.</summary>
internal sealed unsafe class Raster(int width, int height, double dpi, PixelOrder order, byte* data, int strideBytes, Action free)
    : IDisposable
{
    public int WidthPx { get; } = width;

    public int HeightPx { get; } = height;

    public double Dpi { get; } = dpi;

    public PixelOrder Order { get; } = order;

    /// <summary>Written out, or handed on, as one gray byte per pixel.</summary>
    public bool Grayscale { get; init; }

    /// <summary>The same pixels; they are freed once, by either.</summary>
    public Raster AsGray() => Grayscale ? this
        : new Raster(WidthPx, HeightPx, Dpi, Order, data, strideBytes, free) { Grayscale = true };

    /// <summary>The same pixels for a writer of gray images, where no pixel has a colour.</summary>
    public bool IsColorless
    {
        get
        {
            for (var y = 0; y < HeightPx; y++)
            {
                if (!PixelRows.IsColorless(Order, Row(y)[..(WidthPx * BytesPerPixel)]))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private int BytesPerPixel => Order is PixelOrder.Gray or PixelOrder.GrayWords ? 1 : 4;

    public ReadOnlySpan<byte> Row(int y) => new(data + ((long)y * strideBytes), strideBytes);

    public void Dispose() => free();
}

internal enum PixelOrder
{
    /// <summary>PDFium's: blue, green, red, unused.</summary>
    Bgrx,

    /// <summary>One byte a pixel, in their order.</summary>
    Gray,

    /// <summary>leptonica's 32-bit words, seen as bytes on a little-endian machine: unused, blue, green, red.</summary>
    Xbgr,

    /// <summary>leptonica's 8-bit samples: four pixels a word, the first in the highest byte.</summary>
    GrayWords,
}
