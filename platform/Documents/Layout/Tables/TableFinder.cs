using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>A stretch of a column: a table, or rows of text.</summary>
internal sealed record ColumnPart(IReadOnlyList<TextRow> Rows, TableLayout? Table, Box Box);

/// <summary>Finds tables among the rows of a column: by their lines where they have any, else by how their cells line
/// up.</summary>
internal sealed class TableFinder(PageContext page, RuleSet rules)
{
    public IEnumerable<ColumnPart> Cut(IReadOnlyList<TextRow> rows)
    {
        var ruled = Ruled(rows);
        var text = new List<TextRow>();
        for (var i = 0; i < rows.Count; i++)
        {
            var table = ruled.FirstOrDefault(part => Holds(part.Box, rows[i]));
            if (table is null)
            {
                text.Add(rows[i]);
                continue;
            }

            foreach (var part in ByAlignment(text))
            {
                yield return part;
            }

            text.Clear();
            yield return table;
            while (i + 1 < rows.Count && Holds(table.Box, rows[i + 1]))
            {
                i++;
            }
        }

        foreach (var part in ByAlignment(text))
        {
            yield return part;
        }
    }

    private List<ColumnPart> Ruled(IReadOnlyList<TextRow> rows)
    {
        var found = new List<ColumnPart>();
        foreach (var (xs, ys) in rows.Count == 0 ? [] : RuledTable.Grids(rules))
        {
            var box = new Box(xs[0], ys[0], xs[^1], ys[^1]);
            var inside = rows.Where(row => Holds(box, row)).ToList();
            if (inside.Count > 0 && RuledTable.Read(xs, ys, rules, inside, page) is { } table)
            {
                found.Add(new ColumnPart(inside, table, box));
            }
        }

        return found;
    }

    private static bool Holds(Box box, TextRow row)
    {
        var middle = row.Box.CenterY;
        return middle > box.T && middle < box.B && row.Box.OverlapsAcross(box);
    }

    private IEnumerable<ColumnPart> ByAlignment(List<TextRow> rows)
    {
        var start = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            if (AlignedTable.At(rows, i, rules, page) is not { } found)
            {
                continue;
            }

            if (i > start)
            {
                yield return Text(rows, start, i);
            }

            yield return new ColumnPart(
                rows.GetRange(i, found.Rows), found.Table, Box.Around(rows.GetRange(i, found.Rows).Select(row => row.Box)));
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
