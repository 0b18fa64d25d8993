namespace DaprProcessing.MarkupEngine.Sheets;

/// <summary>The tables of a sheet: cells that touch belong together, empty rows and columns part them.</summary>
internal static class CellAreas
{
    public static IEnumerable<CellArea> Of(SheetCells cells)
    {
        // Row by row, stretches of cells join the areas of the row above that they touch.
        var (open, done) = (new List<CellArea>(), new List<CellArea>());
        foreach (var (row, columns) in cells.ByRow())
        {
            done.AddRange(open.Where(area => area.Bottom < row - 1));
            open.RemoveAll(area => area.Bottom < row - 1);
            foreach (var stretch in Stretches(cells, row, columns))
            {
                var joined = stretch;
                // One that was joined is wider, and may touch another.
                for (int at; (at = open.FindIndex(area => area.Touches(joined))) >= 0;)
                {
                    joined = joined.With(open[at]);
                    open.RemoveAt(at);
                }

                open.Add(joined);
            }
        }

        done.AddRange(open);
        return Apart(done).OrderBy(area => area.Top).ThenBy(area => area.Left);
    }

    private static IEnumerable<CellArea> Stretches(SheetCells cells, int row, IEnumerable<int> columns)
    {
        CellArea? stretch = null;
        foreach (var column in columns)
        {
            var (rows, width) = cells.SpanOf(row, column);
            var cell = new CellArea(row, column, row + rows - 1, column + width - 1);
            if (stretch is { } known && known.Right + 1 >= column)
            {
                stretch = known.With(cell);
                continue;
            }

            if (stretch is { } ended)
            {
                yield return ended;
            }

            stretch = cell;
        }

        if (stretch is { } last)
        {
            yield return last;
        }
    }

    // Rectangles that overlap after all are one: a cell is told once.
    private static List<CellArea> Apart(List<CellArea> areas)
    {
        var apart = new List<CellArea>();
        foreach (var area in areas.OrderBy(area => area.Top))
        {
            var joined = area;
            for (int at; (at = apart.FindIndex(other => Overlap(other, joined))) >= 0;)
            {
                joined = joined.With(apart[at]);
                apart.RemoveAt(at);
            }

            apart.Add(joined);
        }

        return apart;
    }

    private static bool Overlap(CellArea one, CellArea other) =>
        one.Top <= other.Bottom && other.Top <= one.Bottom && one.Left <= other.Right && other.Left <= one.Right;
}
