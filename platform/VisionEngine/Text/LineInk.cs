namespace DaprProcessing.VisionEngine.Text;

/// <summary>What of a line's picture is letter and what is paper, whichever of them is the darker.</summary>
internal sealed class LineInk
{
    private readonly bool[] _ink;
    private readonly int _width;

    public LineInk(LineCrop line)
    {
        _width = line.Width;
        var size = LineCrop.Height * line.Width;
        var sorted = line.Pixels.Order().ToArray();
        // Letters take less of a line than paper does.
        var (dark, middle, light) = (sorted[size / 50], sorted[size / 2], sorted[size - 1 - (size / 50)]);
        var threshold = (dark + light) / 2;
        var isDarkOnLight = middle >= threshold;
        _ink = [.. line.Pixels.Select(value => isDarkOnLight ? value < threshold : value > threshold)];
    }

    /// <summary>The ink between two places along the line, all in shares; the whole stretch where there is none.</summary>
    public (double Left, double Top, double Right, double Bottom) Within(double from, double to)
    {
        var (first, last) = (Math.Clamp((int)(from * _width), 0, _width - 1), Math.Clamp((int)(to * _width), 1, _width));
        var (left, top, right, bottom) = (last, LineCrop.Height, first, 0);
        for (var y = 0; y < LineCrop.Height; y++)
        {
            for (var x = first; x < last; x++)
            {
                if (_ink[(y * _width) + x])
                {
                    (left, right) = (Math.Min(left, x), Math.Max(right, x + 1));
                    (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y + 1));
                }
            }
        }

        return left >= right ? (from, 0.1, to, 0.9)
            : ((double)left / _width, (double)top / LineCrop.Height, (double)right / _width, (double)bottom / LineCrop.Height);
    }
}
