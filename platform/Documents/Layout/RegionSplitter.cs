using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>A part of the page that reads straight down: rows, and the floats and tables between them.</summary>
internal sealed record PageRegion(IReadOnlyList<TextRow> Rows, IReadOnlyList<PageFloat> Floats);

/// <summary>
/// Cuts a page into regions in reading order. Looks for the tallest free corridor with running text on both sides; what stands
/// above it comes first, then its left side, its right side, and what stands below, each cut further in the same way.
/// </summary>
internal sealed class RegionSplitter(PageContext page)
{
    private const int MaxDepth = 10;
    private readonly List<PageRegion> _regions = [];

    public IReadOnlyList<PageRegion> Split(IReadOnlyList<TextRow> rows, IReadOnlyList<PageFloat> floats)
    {
        Split(rows, floats, 0);
        return _regions;
    }

    private void Split(IReadOnlyList<TextRow> rows, IReadOnlyList<PageFloat> floats, int depth)
    {
        if (rows.Count == 0 && floats.Count == 0)
        {
            return;
        }

        if (depth >= MaxDepth || GutterFinder.Find(rows, floats, page) is not { } gutter)
        {
            _regions.Add(new PageRegion(rows, floats));
            return;
        }

        gutter = gutter with { Last = LastBeside(rows, gutter) };
        var band = rows.Skip(gutter.First).Take(gutter.Last - gutter.First + 1).ToList();
        var (top, bottom) = (band.Min(row => row.T), band.Max(row => row.B));
        var above = rows.Take(gutter.First).ToList();
        var below = rows.Skip(gutter.Last + 1).ToList();
        top = above.Count == 0 ? double.MinValue : Math.Max(top - page.BodySize, above.Max(row => row.B));
        bottom = below.Count == 0 ? double.MaxValue : below.Min(row => row.T);

        Split(above, [.. floats.Where(item => item.Box.CenterY < top)], depth + 1);
        var beside = floats.Where(item => item.Box.CenterY >= top && item.Box.CenterY < bottom).ToList();
        foreach (var stretch in NumberedRows.Cut(band, gutter.X))
        {
            var end = stretch[^1] == band[^1] ? bottom : stretch.Max(row => row.B);
            var floating = beside.Where(item => item.Box.CenterY < end).ToList();
            beside.RemoveAll(floating.Contains);
            Split(Side(stretch, word => word.CenterX < gutter.X), [.. floating.Where(item => item.Box.CenterX < gutter.X)],
                depth + 1);
            Split(Side(stretch, word => word.CenterX >= gutter.X), [.. floating.Where(item => item.Box.CenterX >= gutter.X)],
                depth + 1);
        }

        Split(below, [.. floats.Where(item => item.Box.CenterY >= bottom)], depth + 1);
    }

    /// <summary>A row that ends the columns with nothing beside it, and stands nearer to what follows, is the heading of
    /// that.</summary>
    private static int LastBeside(IReadOnlyList<TextRow> rows, Gutter gutter)
    {
        var last = gutter.Last;
        while (last > gutter.First + 1 && last + 1 < rows.Count && rows[last].R < gutter.X)
        {
            var (above, below) = (rows[last].T - rows[last - 1].B, rows[last + 1].T - rows[last].B);
            if (above < 0.5 * rows[last].Size || above < 1.3 * below)
            {
                break;
            }

            last--;
        }

        return last;
    }

    private static List<TextRow> Side(List<TextRow> band, Func<Word, bool> isHere)
    {
        var side = new List<TextRow>(band.Count);
        foreach (var row in band)
        {
            var words = row.Words.Where(isHere).ToList();
            if (words.Count > 0)
            {
                side.Add(new TextRow(words));
            }
        }

        side.Sort((one, other) => (one.T + one.B).CompareTo(other.T + other.B));
        return side;
    }
}
