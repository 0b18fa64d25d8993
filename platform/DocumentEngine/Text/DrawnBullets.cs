using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Rendering;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Bullets that are drawn, not written, as browsers print them: the text layer has only the indented lines. Where lines stand indented one
/// below the other, the page is rendered, and a blob left of a line becomes the word <c>•</c> before it.
/// </summary>
internal sealed class DrawnBullets(Raster raster)
{
    private const double Dpi = 100;
    private const double PointsPerInch = 72;
    private const byte DarkBelow = 170;
    private const int MaxWords = 5000;

    /// <summary>No list is set in larger type; also keeps out sizes that are no numbers.</summary>
    private const double MaxSizePt = 200;

    /// <summary>One blob is a speck as likely as a bullet.</summary>
    private const int FewestBullets = 2;

    private const double MinIndentEm = 0.8;
    private const double MaxIndentEm = 5;

    /// <summary>A gap beyond this is no space between words.</summary>
    private const double ColumnGapEm = 1.2;

    // Where a bullet stands, and how large it is, in sizes of the text.
    private const double FarthestEm = 2.2;
    private const double NearestEm = 0.15;
    private const double MinSideEm = 0.15;
    private const double MaxSideEm = 0.65;

    private readonly double _scale = raster.Dpi / PointsPerInch;
    private readonly byte[] _row = new byte[raster.WidthPx];

    public static IReadOnlyList<PageWord> Insert(PdfPage page, IReadOnlyList<PageWord> words)
    {
        if (words.Count > MaxWords)
        {
            return words;
        }

        // A document that writes its bullets draws none.
        var lines = LineStarts(words);
        if (lines.Exists(start => words[start].Text is "•" or "◦" or "▪" or "○" or "●") || !HasHangingLines(lines, words))
        {
            return words;
        }

        using var raster = PdfRaster.Render(page, Dpi, grayscale: true);
        var finder = new DrawnBullets(raster);
        var bullets = new Dictionary<int, PageWord>();
        foreach (var start in lines)
        {
            if (finder.Before(words[start], words) is { } box)
            {
                bullets[start] = new PageWord("•", box, words[start].Font, words[start].SizePt);
            }
        }

        return bullets.Count < FewestBullets
            ? words
            : [.. words.SelectMany((word, index) => bullets.TryGetValue(index, out var bullet) ? (PageWord[])[bullet, word] : [word])];
    }

    /// <summary>The lines of columns side by side often come as one.</summary>
    private static List<int> LineStarts(IReadOnlyList<PageWord> words) => [.. Enumerable.Range(0, words.Count).Where(index =>
        index == 0 || words[index - 1].EndsLine || words[index].Box.L - words[index - 1].Box.R > ColumnGapEm * words[index].SizePt)];

    /// <summary>Two lines one below the other, both indented from where other lines of the page start: no first lines of paragraphs.</summary>
    private static bool HasHangingLines(List<int> lines, IReadOnlyList<PageWord> words)
    {
        var margins = lines.Select(start => (int)Math.Round(words[start].Box.L)).ToHashSet();
        var downwards = lines.Select(start => words[start]).OrderBy(word => Math.Round(word.Box.L)).ThenBy(word => word.Box.T).ToList();
        foreach (var (line, next) in downwards.Zip(downwards.Skip(1)))
        {
            if (Math.Abs(line.Box.L - next.Box.L) < 1 && next.Box.T > line.Box.T && next.Box.T - line.Box.B < line.SizePt && IsIndented(line, margins))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIndented(PageWord word, HashSet<int> margins)
    {
        if (word.SizePt is not (> 0 and < MaxSizePt))
        {
            return false;
        }

        for (var x = word.Box.L - (MaxIndentEm * word.SizePt); x <= word.Box.L - (MinIndentEm * word.SizePt); x++)
        {
            if (margins.Contains((int)Math.Round(x)))
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>The blob's box in points, as high as the line it belongs to, as a letter's would be; null where there is none, or where it is more than a blob.</returns>
    private Box? Before(PageWord word, IReadOnlyList<PageWord> words)
    {
        var size = word.SizePt;
        var (left, right) = (word.Box.L - (FarthestEm * size), word.Box.L - (NearestEm * size));
        if (left < 0 || words.Any(other => other.Box.R > left && other.Box.L < right && other.Box.T < word.Box.B && other.Box.B > word.Box.T))
        {
            return null;
        }

        var (l, t, r, b) = Dark((int)(left * _scale), (int)(word.Box.T * _scale), (int)(right * _scale), (int)Math.Ceiling(word.Box.B * _scale));
        var (width, height) = ((r - l) / _scale, (b - t) / _scale);
        return r > l && IsBulletSide(width / size) && IsBulletSide(height / size) && width < 1.6 * height && height < 1.6 * width
            && t > word.Box.T * _scale && b < word.Box.B * _scale
            ? Points.Box(l / _scale, word.Box.T, r / _scale, word.Box.B)
            : null;
    }

    private static bool IsBulletSide(double em) => em is >= MinSideEm and <= MaxSideEm;

    /// <summary>What is dark inside, in pixels.</summary>
    private (int L, int T, int R, int B) Dark(int left, int top, int right, int bottom)
    {
        var (l, t, r, b) = (int.MaxValue, int.MaxValue, 0, 0);
        for (var y = Math.Max(0, top); y < Math.Min(bottom, raster.HeightPx); y++)
        {
            PixelRows.Convert(raster, y, _row);
            for (var x = Math.Max(0, left); x < Math.Min(right, _row.Length); x++)
            {
                if (_row[x] < DarkBelow)
                {
                    (l, t, r, b) = (Math.Min(l, x), Math.Min(t, y), Math.Max(r, x + 1), y + 1);
                }
            }
        }

        return (l, t, r, b);
    }
}
