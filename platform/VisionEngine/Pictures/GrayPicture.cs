namespace DaprProcessing.VisionEngine.Pictures;

/// <summary>A picture in gray, a byte a pixel, row by row from the top.</summary>
internal sealed class GrayPicture(int width, int height, byte[] pixels)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public ReadOnlySpan<byte> Row(int y) => pixels.AsSpan(y * Width, Width);

    /// <summary>The part between these places, at least a pixel of it.</summary>
    public GrayPicture Crop(double left, double top, double right, double bottom)
    {
        var (l, r) = Range(left, right, Width);
        var (t, b) = Range(top, bottom, Height);
        var part = new byte[(r - l) * (b - t)];
        for (var y = t; y < b; y++)
        {
            Row(y)[l..r].CopyTo(part.AsSpan((y - t) * (r - l)));
        }

        return new GrayPicture(r - l, b - t, part);
    }

    /// <summary>Turned clockwise by so many quarters.</summary>
    public GrayPicture Turn(int quarters)
    {
        quarters = ((quarters % 4) + 4) % 4;
        if (quarters == 0)
        {
            return this;
        }

        var (w, h) = quarters == 2 ? (Width, Height) : (Height, Width);
        var turned = new byte[pixels.Length];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (toX, toY) = quarters switch
                {
                    1 => (Height - 1 - y, x),
                    2 => (Width - 1 - x, Height - 1 - y),
                    _ => (y, Width - 1 - x),
                };
                turned[(toY * w) + toX] = pixels[(y * Width) + x];
            }
        }

        return new GrayPicture(w, h, turned);
    }

    private static (int From, int To) Range(double from, double to, int length)
    {
        var first = Math.Clamp((int)Math.Floor(from), 0, length - 1);
        return (first, Math.Clamp((int)Math.Ceiling(to), first + 1, length));
    }
}
