using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>
/// Takes the tables out of a page that its tags tell. They are believed where all words of them stand as their rows and columns
/// say: programs tag what they take for a table, and pages are laid out with tables that are none.
/// </summary>
internal static class TaggedTables
{
    /// <summary>Of the words in the table's box, those that are no cell's.</summary>
    private const double MostOthers = 0.05;

    /// <returns>What is left of the rows, and the tables.</returns>
    public static (List<TextRow> Rows, IReadOnlyList<PageFloat> Tables) Take(
        List<TextRow> rows, PageText page, PageContext context)
    {
        if (page.Tags is not { } tags || !tags.Any(tag => tag.Cell is not null))
        {
            return (rows, []);
        }

        var words = page.Words.Select(word => CellOf(tags, word.Tag)).OfType<TagCell>().CountBy(cell => cell.Table)
            .ToDictionary();
        var found = new SortedDictionary<int, PageFloat>();
        foreach (var table in Cells(rows, tags).GroupBy(cell => cell.Tag.Table))
        {
            var grid = new TaggedGrid(table);
            // Where some are missing, they stand at the page's edge, or upright.
            if (grid.Words == words.GetValueOrDefault(table.Key) && grid.IsTable && IsAlone(grid, rows)
                && grid.ToLayout(context) is { } layout)
            {
                found.Add(table.Key, new PageFloat(grid.Box, layout));
            }
        }

        return found.Count == 0 ? (rows, [])
            : (PageTables.Part(rows, word => CellOf(tags, word.Tag) is not { } cell || !found.ContainsKey(cell.Table)),
                [.. found.Values]);
    }

    private static TagCell? CellOf(IReadOnlyList<PageTag> tags, int tag) =>
        tag > 0 && tag <= tags.Count ? tags[tag - 1].Cell : null;

    private static IEnumerable<TaggedCell> Cells(List<TextRow> rows, IReadOnlyList<PageTag> tags)
    {
        var cells = new Dictionary<TagCell, List<TextRow>>();
        foreach (var row in rows)
        {
            foreach (var words in row.Words.Where(word => CellOf(tags, word.Tag) is not null)
                .GroupBy(word => CellOf(tags, word.Tag)!))
            {
                if (!cells.TryGetValue(words.Key, out var lines))
                {
                    cells[words.Key] = lines = [];
                }

                lines.Add(new TextRow([.. words]));
            }
        }

        return cells.Select(cell => new TaggedCell(cell.Key, cell.Value));
    }

    private static bool IsAlone(TaggedGrid grid, List<TextRow> rows) =>
        rows.Sum(row => row.Words.Count(word => PageTables.IsIn(grid.Box, word))) <= (1 + MostOthers) * grid.Words;
}
