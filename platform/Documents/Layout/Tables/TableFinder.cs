using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>A stretch of a column: a table, or rows of text.</summary>
internal sealed record ColumnPart(IReadOnlyList<TextRow> Rows, TableLayout? Table, Box Box);

/// <summary>Finds tables without (all) lines among the rows of a column, by how their cells line up.</summary>
internal sealed class TableFinder(PageContext page, RuleSet rules)
{
    public IEnumerable<ColumnPart> Cut(List<TextRow> rows)
    {
        var start = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            if (AlignedTable.At(rows, i, rules, page) is not { } found)
            {
                continue;
            }

            var (above, table) = found.Table.IsIndex ? (0, found.Table)
                : SpannedHeadings.Add(found.Table, rows, start, i, rules, page);
            if (i - above > start)
            {
                yield return Text(rows, start, i - above);
            }

            var taken = rows.GetRange(i - above, found.Rows + above);
            yield return new ColumnPart(taken, table, Box.Around(taken.Select(row => row.Box)));
            i += found.Rows - 1;
            start = i + 1;
        }

        if (start < rows.Count)
        {
            yield return Text(rows, start, rows.Count);
        }
    }

    private static ColumnPart Text(List<TextRow> rows, int start, int end) =>
        new(rows.GetRange(start, end - start), null, rows[start].Box);
}
