using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Bullets that are drawn, not written, as browsers print them: the text layer has only the indented lines. Where lines stand
/// indented one below the other, a small filled shape left of a line becomes the word <c>•</c> before it.
/// </summary>
internal static class DrawnBullets
{
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

    public static IReadOnlyList<PageWord> Insert(IReadOnlyList<Box> blobs, IReadOnlyList<PageWord> words)
    {
        if (words.Count > MaxWords || blobs.Count < FewestBullets)
        {
            return words;
        }

        // A document that writes its bullets draws none.
        var lines = LineStarts(words);
        if (lines.Exists(start => words[start].Text is "•" or "◦" or "▪" or "○" or "●") || !HasHangingLines(lines, words))
        {
            return words;
        }

        var bullets = new Dictionary<int, PageWord>();
        foreach (var start in lines)
        {
            if (Before(words[start], words, blobs) is { } box)
            {
                bullets[start] = new PageWord("•", box, words[start].Font, words[start].SizePt);
            }
        }

        return bullets.Count < FewestBullets
            ? words
            : [.. words.SelectMany((word, index) =>
                bullets.TryGetValue(index, out var bullet) ? (PageWord[])[bullet, word] : [word])];
    }

    /// <summary>The lines of columns side by side often come as one.</summary>
    private static List<int> LineStarts(IReadOnlyList<PageWord> words) => [.. Enumerable.Range(0, words.Count).Where(index =>
        index == 0 || words[index - 1].EndsLine
            || words[index].Box.L - words[index - 1].Box.R > ColumnGapEm * words[index].SizePt)];

    /// <summary>
    /// Two lines one below the other, both indented from where other lines of the page start: no first lines of paragraphs.
    /// </summary>
    private static bool HasHangingLines(List<int> lines, IReadOnlyList<PageWord> words)
    {
        var margins = lines.Select(start => (int)Math.Round(words[start].Box.L)).ToHashSet();
        var downwards = lines.Select(start => words[start]).OrderBy(word => Math.Round(word.Box.L)).ThenBy(word => word.Box.T)
            .ToList();
        foreach (var (line, next) in downwards.Zip(downwards.Skip(1)))
        {
            if (Math.Abs(line.Box.L - next.Box.L) < 1 && next.Box.T > line.Box.T && next.Box.T - line.Box.B < line.SizePt
                && IsIndented(line, margins))
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

    /// <returns>The shape's box, as high as the line it belongs to, as a letter's would be; null where there is none, or where
    /// it is more than a blob.</returns>
    private static Box? Before(PageWord word, IReadOnlyList<PageWord> words, IReadOnlyList<Box> blobs)
    {
        var size = word.SizePt;
        var (left, right) = (word.Box.L - (FarthestEm * size), word.Box.L - (NearestEm * size));
        if (left < 0 || words.Any(
            other => other.Box.R > left && other.Box.L < right && other.Box.T < word.Box.B && other.Box.B > word.Box.T))
        {
            return null;
        }

        Box? found = null;
        foreach (var blob in blobs)
        {
            if (blob.R > left && blob.L < right && blob.B > word.Box.T && blob.T < word.Box.B)
            {
                found = found?.Union(blob) ?? blob;
            }
        }

        return found is { } box && box.L >= left && box.R <= right && box.T > word.Box.T && box.B < word.Box.B
            && IsBulletSide(box.Width / size) && IsBulletSide(box.Height / size) && box.Width < 1.6 * box.Height
                && box.Height < 1.6 * box.Width
            ? Points.Box(box.L, word.Box.T, box.R, word.Box.B)
            : null;
    }

    private static bool IsBulletSide(double em) => em is >= MinSideEm and <= MaxSideEm;
}
