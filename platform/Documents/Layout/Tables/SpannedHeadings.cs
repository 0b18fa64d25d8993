using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>
/// Headings over several columns of a table that has lines across only: above the first row whose pieces line up, each with a
/// line below it that tells what it spans.
/// </summary>
internal static class SpannedHeadings
{
    private const int MaxRows = 6;
    private const double ReachEm = 1.5;

    /// <param name="first">The row above which nothing is taken.</param>
    /// <param name="at">The first row of the table.</param>
    /// <returns>How many rows above it are its headings, and the table with them.</returns>
    public static (int Rows, TableLayout Table) Add(
        TableLayout table, List<TextRow> rows, int first, int at, RuleSet rules, PageContext page)
    {
        var columns = Columns(table);
        var count = Count(rows, first, at, columns, rules);
        if (count == 0)
        {
            return (0, table);
        }

        var cells = new List<CellLayout>();
        var (row, name) = (0, new List<TextRow>());
        foreach (var line in rows.GetRange(at - count, count))
        {
            var headings = HeadingAbove.Boxes(line, rules);
            if (headings.Count == 1 && line.R <= columns[Math.Min(1, columns.Count - 1)].R)
            {
                name.Add(line);
                continue;
            }

            var taken = -1;
            foreach (var (piece, box) in headings)
            {
                var from = Math.Max(taken + 1, Span(columns, box).From);
                taken = Math.Max(from, Span(columns, box).To);
                if (from >= table.Columns)
                {
                    return (0, table);
                }

                cells.Add(new CellLayout(
                    row, from, 1, taken - from + 1, piece.Box, CellText.Of([piece], page), ColumnHeader: true));
            }

            row++;
        }

        cells.AddRange(Named(table, name, page).Select(cell => cell with { Row = cell.Row + row }));
        return (count, table with { Rows = table.Rows + row, Cells = cells });
    }

    /// <summary>What stands alone above the first column is the beginning of its heading.</summary>
    private static List<CellLayout> Named(TableLayout table, List<TextRow> name, PageContext page)
    {
        var cells = table.Cells.ToList();
        if (name.Count == 0)
        {
            return cells;
        }

        var (text, box) = (CellText.Of(name, page), Box.Around(name.Select(line => line.Box)));
        var first = cells.FindIndex(cell => cell is { Row: 0, Column: 0 });
        if (first < 0)
        {
            cells.Add(new CellLayout(0, 0, 1, 1, box, text, ColumnHeader: true));
        }
        else
        {
            var cell = cells[first];
            text = Hyphenation.Join(text, cell.Text, page.Vocabulary);
            cells[first] = cell with { Text = text, Box = Box.Around([box, cell.Box]) };
        }

        return cells;
    }

    /// <summary>Up to the highest row with a line below a heading: above it stands the title.</summary>
    private static int Count(List<TextRow> rows, int first, int at, List<(double L, double R)> columns, RuleSet rules)
    {
        var count = 0;
        for (var i = at - 1; i >= Math.Max(first, at - MaxRows); i--)
        {
            var (row, next) = (rows[i], rows[i + 1]);
            var headings = HeadingAbove.Boxes(row, rules);
            if (next.T - row.B > ReachEm * row.Size || row.L < columns[0].L - row.Size || row.R > columns[^1].R + row.Size
                || !HeadingAbove.AreShort(row) || headings.Count > columns.Count)
            {
                break;
            }

            var spans = headings.ConvertAll(heading => Span(columns, heading.Box));
            count = AreUnderlined(headings) && spans.Exists(span => span.To > span.From)
                && !spans.Exists(span => span.From == 0 && span.To == columns.Count - 1) ? at - i : count;
        }

        return count;
    }

    /// <summary>Whether the row names what stands below it: each piece has a line below it, one of them over several of the
    /// pieces there.</summary>
    public static bool Are(TextRow row, List<TextRow> below, RuleSet rules)
    {
        var headings = HeadingAbove.Boxes(row, rules);
        return headings.Count > 1 && headings.Count * 2 <= below.Count && AreUnderlined(headings) && headings.Exists(
            heading => below.Count(piece => piece.Box.CenterX > heading.Box.L && piece.Box.CenterX < heading.Box.R) > 1);
    }

    private static bool AreUnderlined(List<(TextRow Piece, Box Box)> headings) =>
        headings.TrueForAll(heading => heading.Box.Width > heading.Piece.Box.Width + heading.Piece.Size);

    /// <summary>From where to where the cells of each column reach.</summary>
    private static List<(double L, double R)> Columns(TableLayout table)
    {
        var columns = new List<(double L, double R)>();
        for (var column = 0; column < table.Columns; column++)
        {
            var boxes = table.Cells.Where(cell => cell.Column == column && cell.ColumnSpan == 1)
                .Select(cell => cell.Box).ToList();
            var before = columns.Count == 0 ? table.Cells.Min(cell => cell.Box.L) : columns[^1].R;
            columns.Add(boxes.Count == 0 ? (before, before) : (boxes.Min(box => box.L), boxes.Max(box => box.R)));
        }

        return columns;
    }

    private static (int From, int To) Span(List<(double L, double R)> columns, Box box)
    {
        var from = Math.Max(0, columns.FindIndex(column => column.R > box.L));
        return (from, Math.Max(from, columns.FindLastIndex(column => column.L < box.R)));
    }
}
