using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;

namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>
/// An image in leptonica's form. Each step returns the image to go on with and frees the one before, so that two full copies of a
/// large image are the most there is.
/// </summary>
internal sealed unsafe class PixImage(nint handle) : IDisposable
{
    private const uint White = 0xFFFFFF00;
    private const uint Black = 0;

    /// <summary>Below this a scale of black and white makes gray: dots dropped one by one leave letters in pieces.</summary>
    private const double Smaller = 0.99;

    private nint _handle = handle;

    public nint Handle => _handle;

    public int WidthPx => Leptonica.Width(_handle);

    public int HeightPx => Leptonica.Height(_handle);

    public bool IsBilevel => Leptonica.Depth(_handle) == 1;

    public bool IsGray => Leptonica.Depth(_handle) == 8;

    public uint* Words => Leptonica.Data(_handle);

    public static PixImage Create(int widthPx, int heightPx, int depth) =>
        new(Made(Leptonica.Create(widthPx, heightPx, depth)));

    /// <summary>A copy of a raster's pixels in colour.</summary>
    public static PixImage FromColor(Raster raster)
    {
        var image = Create(raster.WidthPx, raster.HeightPx, 32);
        var row = new byte[raster.WidthPx * 3];
        for (var y = 0; y < raster.HeightPx; y++)
        {
            PixelRows.Convert(raster, y, row, gray: false);
            var target = image.Words + ((long)y * raster.WidthPx);
            for (var x = 0; x < raster.WidthPx; x++)
            {
                target[x] = ((uint)row[x * 3] << 24) | ((uint)row[(x * 3) + 1] << 16) | ((uint)row[(x * 3) + 2] << 8);
            }
        }

        return image;
    }

    /// <summary>A copy of a raster's pixels as 8-bit gray.</summary>
    public static PixImage FromGray(Raster raster)
    {
        var pix = Made(Leptonica.Create(raster.WidthPx, raster.HeightPx, 8));
        var data = (byte*)Leptonica.Data(pix);
        var stride = Leptonica.WordsPerLine(pix) * 4;
        var row = new byte[raster.WidthPx];
        for (var y = 0; y < raster.HeightPx; y++)
        {
            PixelRows.Convert(raster, y, row, gray: true);
            var target = new Span<byte>(data + ((long)y * stride), stride);
            for (var x = 0; x < row.Length; x++)
            {
                target[x ^ 3] = row[x];
            }
        }

        return new PixImage(pix);
    }

    /// <summary>
    /// What is transparent becomes white, be it told by pixel or by colour; black where it is the ground of light letters, that
    /// would be gone.
    /// </summary>
    public PixImage OnPaper()
    {
        var colors = Leptonica.Colormap(_handle);
        if (colors != 0 && Leptonica.IsOpaque(colors, out var opaque) == 0 && opaque == 0)
        {
            Become(Leptonica.RemoveColormap(_handle));
        }

        return Leptonica.Depth(_handle) == 32 && Leptonica.SamplesPerPixel(_handle) == 4
            ? Become(Leptonica.BlendAlpha(_handle, HasLightInk() ? Black : White)) : this;
    }

    private bool HasLightInk()
    {
        var ink = new TransparentInk();
        var pixels = new ReadOnlySpan<uint>(Words, checked(Leptonica.WordsPerLine(_handle) * HeightPx));
        foreach (var pixel in pixels)
        {
            ink.Add((byte)pixel, ((pixel >> 24) + (2 * ((pixel >> 16) & 0xFF)) + ((pixel >> 8) & 0xFF)) / 4);
        }

        return ink.IsLight;
    }

    /// <summary>Undoes an EXIF orientation.</summary>
    public PixImage Upright(int orientation) => orientation switch
    {
        2 => Become(Leptonica.FlipLeftRight(0, _handle)),
        3 => Turn(2),
        4 => Turn(2).Upright(2),
        5 => Turn(1).Upright(2),
        6 => Turn(1),
        7 => Turn(3).Upright(2),
        8 => Turn(3),
        _ => this,
    };

    /// <param name="quarters">Quarter turns clockwise.</param>
    public PixImage Turn(int quarters) => quarters == 0 ? this : Become(Leptonica.RotateOrthogonal(_handle, quarters));

    /// <summary>A copy of a part that lies on the image.</summary>
    public PixImage Part(int left, int top, int width, int height)
    {
        var box = Leptonica.CreateBox(left, top, width, height);
        var part = Leptonica.Clip(_handle, box, 0);
        Leptonica.DestroyBox(ref box);
        return new PixImage(Made(part));
    }

    /// <summary>A turned copy, on a white sheet that holds all of it; the centre stays the centre.</summary>
    public PixImage Rotated(double clockwiseDeg)
    {
        var radians = (float)double.DegreesToRadians(clockwiseDeg);
        return new PixImage(
            Made(Leptonica.Rotate(_handle, radians, Leptonica.RotateByArea, Leptonica.FillWhite, WidthPx, HeightPx)));
    }

    public PixImage Scale(double factor) => Scale(factor, factor);

    public PixImage Scale(double x, double y)
    {
        if (x == 1 && y == 1)
        {
            return this;
        }

        return IsBilevel && x < Smaller && y < Smaller
            ? Become(Leptonica.ScaleToGray(_handle, (float)Math.Max(x, y))).Scale(Math.Min(1, x / y), Math.Min(1, y / x))
            : (IsBilevel ? ToGray() : this).Become(Leptonica.Scale(_handle, (float)x, (float)y));
    }

    public PixImage ToGray() => Become(Leptonica.ToGray(_handle, 0));

    public PixImage ToRgb() => Become(Leptonica.ToRgb(_handle));

    /// <summary>Hands the pixels over: gray needs <see cref="ToGray"/> before, colour <see cref="ToRgb"/>.</summary>
    public Raster ToRaster(double dpi, bool grayscale)
    {
        var owned = _handle;
        _handle = 0;
        return new Raster(
            Leptonica.Width(owned), Leptonica.Height(owned), dpi, grayscale ? PixelOrder.GrayWords : PixelOrder.Xbgr,
            (byte*)Leptonica.Data(owned), Leptonica.WordsPerLine(owned) * 4, () => Leptonica.Destroy(ref owned))
        {
            Grayscale = grayscale,
        };
    }

    public void Dispose()
    {
        if (_handle != 0)
        {
            Leptonica.Destroy(ref _handle);
        }
    }

    private PixImage Become(nint next)
    {
        var made = Made(next);
        Leptonica.Destroy(ref _handle);
        _handle = made;
        return this;
    }

    private static nint Made(nint pix) =>
        pix == 0 ? throw new DocumentFault(FailureCodes.ResourceLimit, "The image does not fit into memory.") : pix;
}
