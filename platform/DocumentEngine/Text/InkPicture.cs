using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Rendering;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>A small gray picture of a page, of which is asked whether a part of it looks like lines of text.</summary>
internal sealed class InkPicture
{
    private const byte White = 255;

    /// <summary>Between the darkest and the lightest of a part: print stands out more.</summary>
    private const int MinContrast = 48;

    private const double Dpi = 90;
    private const double MostPixels = 9_000_000;

    /// <summary>Of 255: less is no ink.</summary>
    private const int Different = 16;

    private readonly byte[] _gray;
    private readonly int _width;
    private readonly int _height;
    private readonly double _perPoint;
    private readonly (int Left, int Top) _corner;

    /// <param name="corner">Where the picture begins on the page, in pixels.</param>
    public InkPicture(Raster raster, double pixelsPerPoint, (int Left, int Top) corner)
    {
        (_width, _height, _perPoint, _corner) = (raster.WidthPx, raster.HeightPx, pixelsPerPoint, corner);
        _gray = new byte[_width * _height];
        for (var y = 0; y < _height; y++)
        {
            PixelRows.Convert(raster, y, _gray.AsSpan(y * _width, _width), gray: true);
        }
    }

    /// <summary>That part of the page alone: what lies outside costs nothing.</summary>
    public static InkPicture Of(PdfPage page, Box part, bool inGray)
    {
        var (width, height) = page.SizePt;
        part = part.Clip(page.DisplayBox);
        var dpi = Math.Min(Dpi, Math.Sqrt(MostPixels / Math.Max(1, part.Area)) * PageUnit.PointsPerInch);
        var perPoint = dpi / PageUnit.PointsPerInch;
        using var raster = PdfRaster.DrawPart(page, (int)(part.L * perPoint), (int)(part.T * perPoint),
            (int)Math.Ceiling(part.Width * perPoint) + 1, (int)Math.Ceiling(part.Height * perPoint) + 1,
            ((int)Math.Round(width * perPoint), (int)Math.Round(height * perPoint)), inGray);
        return new InkPicture(raster, perPoint, ((int)(part.L * perPoint), (int)(part.T * perPoint)));
    }

    /// <param name="other">Of the same part.</param>
    public bool Differs(InkPicture other, Box box)
    {
        var (left, top, right, bottom) = Pixels(box);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                if (Math.Abs(_gray[(y * _width) + x] - other._gray[(y * _width) + x]) >= Different)
                {
                    return true;
                }
            }
        }

        return false;
    }

    public void Erase(Box box)
    {
        var (left, top, right, bottom) = Pixels(box.Grow(0.5));
        for (var y = top; y < bottom; y++)
        {
            _gray.AsSpan((y * _width) + left, right - left).Fill(White);
        }
    }

    /// <param name="wordsWillDo">A word or two, where there is next to nothing else.</param>
    public bool LooksLikeText(Box box, bool wordsWillDo = false)
    {
        var (left, top, right, bottom) = Pixels(box);
        if (right - left < 8 || bottom - top < 4)
        {
            return false;
        }

        var threshold = Threshold(left, top, right, bottom, out var contrast, out var darkShare);
        if (contrast < MinContrast)
        {
            return false;
        }

        // Light letters on a dark ground are text as well.
        var inverted = darkShare > 0.5;
        var marks = new InkMarks(right - left, bottom - top);
        for (var y = top; y < bottom; y++)
        {
            marks.AddRow(_gray.AsSpan((y * _width) + left, right - left), threshold, inverted);
        }

        return marks.LookLikeLines(wordsWillDo);
    }

    /// <summary>After Otsu: between the two halves of the part's histogram that differ most.</summary>
    private int Threshold(int left, int top, int right, int bottom, out double contrast, out double darkShare)
    {
        Span<long> counts = stackalloc long[256];
        for (var y = top; y < bottom; y++)
        {
            foreach (var value in _gray.AsSpan((y * _width) + left, right - left))
            {
                counts[value]++;
            }
        }

        var (all, sum) = (0L, 0.0);
        for (var value = 0; value < 256; value++)
        {
            (all, sum) = (all + counts[value], sum + ((double)value * counts[value]));
        }

        var (best, at, dark, darkSum) = (-1.0, 128, 0L, 0.0);
        (contrast, darkShare) = (0, 0);
        for (var value = 0; value < 255; value++)
        {
            (dark, darkSum) = (dark + counts[value], darkSum + ((double)value * counts[value]));
            if (dark > 0 && dark < all)
            {
                var apart = ((sum - darkSum) / (all - dark)) - (darkSum / dark);
                var between = apart * apart * dark * (all - dark);
                if (between > best)
                {
                    (best, at, contrast, darkShare) = (between, value, apart, (double)dark / all);
                }
            }
        }

        return at;
    }

    private (int Left, int Top, int Right, int Bottom) Pixels(Box box)
    {
        var (left, top) = (Across((int)(box.L * _perPoint)), Down((int)(box.T * _perPoint)));
        return (left, top, Math.Max(left, Across((int)Math.Ceiling(box.R * _perPoint))),
            Math.Max(top, Down((int)Math.Ceiling(box.B * _perPoint))));
    }

    private int Across(int x) => Math.Clamp(x - _corner.Left, 0, _width);

    private int Down(int y) => Math.Clamp(y - _corner.Top, 0, _height);
}
