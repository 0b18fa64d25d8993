namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>Tells a table from text that happens to have wide gaps, from lists and from lines of a form.</summary>
internal static class TableTest
{
    /// <returns>Where the columns part; null where this is no table.</returns>
    public static List<double>? Passes(List<List<TextRow>> rows, RuleSet rules, PageContext page)
    {
        var several = rows.Count(parts => parts.Count > 1);
        if (several < 2 || several * 2 < rows.Count - rows.Where((_, i) => AlignedTable.IsWrapped(rows, i)).Count())
        {
            return null;
        }

        var size = rows[0][0].Size;
        var separators = TableColumns.Separators(rows, size);
        var columns = separators.Count + 1;
        if (columns < 2)
        {
            return null;
        }

        var top = rows[0].Min(part => part.T);
        var bottom = rows[^1].Max(part => part.B);
        var width = rows.Max(parts => parts[^1].R) - rows.Min(parts => parts[0].L);
        var ruled = rules.Horizontal.Count(rule =>
            rule.At > top - (2 * size) && rule.At < bottom + (2 * size) && rule.Length > 0.6 * width) >= 2;
        if (several < (columns == 2 ? 4 : 3) && !ruled)
        {
            return null;
        }

        var cells = rows.SelectMany(parts => parts).ToList();
        var meanChars = cells.Average(cell => cell.Chars);
        return meanChars < (ruled ? 120 : 36) && (ruled || LinesUp(cells, separators, size)) && !IsList(rows, columns)
            && IsFilled(rows, separators, ruled)
            ? separators : null;
    }

    // Cells of a column share their left edge, their right edge or their middle.
    public static bool LinesUp(List<TextRow> cells, List<double> separators, double size)
    {
        var aligned = 0;
        var counted = 0;
        foreach (var column in cells.GroupBy(cell => CellGrid.ColumnOf(cell.Box.CenterX, separators))
            .Where(column => column.Count() > 1))
        {
            counted += column.Count();
            aligned += Math.Max(Largest(column.Select(cell => cell.L), size), Math.Max(
                Largest(column.Select(cell => cell.R), size), Largest(column.Select(cell => cell.Box.CenterX), size)));
        }

        return counted > 0 && aligned >= 0.7 * counted;
    }

    private static int Largest(IEnumerable<double> places, double size)
    {
        var sorted = places.Order().ToList();
        var (best, start) = (0, 0);
        for (var end = 0; end < sorted.Count; end++)
        {
            while (sorted[end] - sorted[start] > 0.5 * size)
            {
                start++;
            }

            best = Math.Max(best, end - start + 1);
        }

        return best;
    }

    private static bool IsList(List<List<TextRow>> rows, int columns) =>
        columns == 2 && rows.Count(parts => IsMarker(parts[0])) * 2 > rows.Count;

    public static bool IsMarker(TextRow piece) =>
        ListMarker.At(piece.Text + " x") is { } marker && marker.Length >= piece.Chars;

    private static bool IsFilled(List<List<TextRow>> rows, List<double> separators, bool ruled)
    {
        var columns = separators.Count + 1;
        var filled = rows.Sum(
            parts => parts.Select(part => CellGrid.ColumnOf(part.Box.CenterX, separators)).Distinct().Count());
        return filled >= (ruled ? 0.3 : 0.5) * rows.Count * columns;
    }
}
