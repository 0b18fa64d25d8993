using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>A part of the page that reads straight down: rows and the pictures between them.</summary>
internal sealed record PageRegion(IReadOnlyList<TextRow> Rows, IReadOnlyList<Box> Pictures);

/// <summary>
/// Cuts a page into regions in reading order. Looks for the tallest free corridor with running text on both sides; what stands
/// above it comes first, then its left side, its right side, and what stands below, each cut further in the same way.
/// </summary>
internal sealed class RegionSplitter(PageContext page)
{
    private const int MaxDepth = 10;
    private readonly List<PageRegion> _regions = [];

    public IReadOnlyList<PageRegion> Split(IReadOnlyList<TextRow> rows, IReadOnlyList<Box> pictures)
    {
        Split(rows, pictures, 0);
        return _regions;
    }

    private void Split(IReadOnlyList<TextRow> rows, IReadOnlyList<Box> pictures, int depth)
    {
        if (rows.Count == 0 && pictures.Count == 0)
        {
            return;
        }

        if (depth >= MaxDepth || GutterFinder.Find(rows, pictures, page) is not { } gutter)
        {
            _regions.Add(new PageRegion(rows, pictures));
            return;
        }

        var band = rows.Skip(gutter.First).Take(gutter.Last - gutter.First + 1).ToList();
        var (top, bottom) = (band.Min(row => row.T), band.Max(row => row.B));
        var above = rows.Take(gutter.First).ToList();
        var below = rows.Skip(gutter.Last + 1).ToList();
        top = above.Count == 0 ? double.MinValue : Math.Max(top - page.BodySize, above.Max(row => row.B));
        bottom = below.Count == 0 ? double.MaxValue : below.Min(row => row.T);

        Split(above, [.. pictures.Where(box => Middle(box) < top)], depth + 1);
        var beside = pictures.Where(box => Middle(box) >= top && Middle(box) < bottom).ToList();
        Split(Side(band, word => word.CenterX < gutter.X), [.. beside.Where(box => (box.L + box.R) / 2 < gutter.X)], depth + 1);
        Split(Side(band, word => word.CenterX >= gutter.X), [.. beside.Where(box => (box.L + box.R) / 2 >= gutter.X)], depth + 1);
        Split(below, [.. pictures.Where(box => Middle(box) >= bottom)], depth + 1);
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

    private static double Middle(Box box) => (box.T + box.B) / 2;
}
