using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>
/// Takes ruled tables out of a page before it is cut into columns. Cut first, a table that lies across two of them would be found
/// in
/// both, each time with half of its words.
/// </summary>
internal static class PageTables
{
    /// <returns>What is left of the rows, words beside a table included, and the tables.</returns>
    public static (List<TextRow> Rows, List<PageFloat> Tables) Take(List<TextRow> rows, RuleSet rules, PageContext page)
    {
        var tables = new List<PageFloat>();
        foreach (var (across, down) in RuledTable.Grids(rules).OrderByDescending(Area))
        {
            var (xs, drawn) = OuterColumns.Add(across, down, rules, rows);
            (var ys, drawn) = HeadingAbove.Add(xs, down, drawn, rows);
            var box = new Box(xs[0], ys[0], xs[^1], ys[^1]);
            var inside = Part(rows, word => IsIn(box, word));
            if (inside.Count > 0 && (across.Length > 2 || AreCells(inside))
                && RuledTable.Read(xs, ys, drawn, inside, page) is { } table && !ChartAxis.IsIn(table))
            {
                tables.Add(new PageFloat(box, table));
                rows = Part(rows, word => !IsIn(box, word));
            }
        }

        return (rows, tables);
    }

    // Columns of text have lines between them and across the page, too.
    private static bool AreCells(List<TextRow> rows) => rows.SelectMany(row => Fragments.Of(row, row.Size))
        .Average(piece => piece.Chars) <= TextColumns.MaxMeanChars;

    private static double Area((double[] Xs, double[] Ys) grid) => (grid.Xs[^1] - grid.Xs[0]) * (grid.Ys[^1] - grid.Ys[0]);

    // As cells take them: from the left and upper edge to short of the others.
    public static bool IsIn(Box box, Word word) =>
        word.CenterX >= box.L && word.CenterX < box.R && word.CenterY >= box.T && word.CenterY < box.B;

    public static List<TextRow> Part(List<TextRow> rows, Func<Word, bool> isPart)
    {
        var part = new List<TextRow>(rows.Count);
        foreach (var row in rows)
        {
            var words = row.Words.Where(isPart).ToList();
            if (words.Count == row.Words.Count)
            {
                part.Add(row);
            }
            else if (words.Count > 0)
            {
                part.Add(new TextRow(words));
            }
        }

        return part;
    }
}
