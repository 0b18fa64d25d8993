namespace DaprProcessing.Documents.Layout;

/// <summary>Rows that stand apart at the top and bottom of a page, where running heads and page numbers are.</summary>
internal static class EdgeRows
{
    private const int MaxRows = 3;

    // Shares of the page height: running heads live here.
    private const double TopZone = 0.12;
    private const double BottomZone = 0.88;

    /// <returns>How many rows at the start and at the end stand apart.</returns>
    public static (int Top, int Bottom) Find(IReadOnlyList<TextRow> rows, PageContext page)
    {
        var top = 0;
        for (var i = 0; i < Math.Min(MaxRows, rows.Count) && rows[i].B < TopZone * page.Height; i++)
        {
            var gap = i + 1 < rows.Count ? rows[i + 1].T - rows[i].B : double.MaxValue;
            var inner = i + 2 < rows.Count ? rows[i + 2].T - rows[i + 1].B : 0;
            if (StandsApart(gap, inner, rows[i].Size))
            {
                top = i + 1;
            }
        }

        var bottom = 0;
        for (var i = 0; i < Math.Min(MaxRows, rows.Count - top); i++)
        {
            var row = rows[rows.Count - 1 - i];
            if (row.T < BottomZone * page.Height)
            {
                break;
            }

            var above = rows.Count - 2 - i;
            var gap = above >= 0 ? row.T - rows[above].B : double.MaxValue;
            var inner = above >= 1 ? rows[above].T - rows[above - 1].B : 0;
            if (StandsApart(gap, inner, row.Size))
            {
                bottom = i + 1;
            }
        }

        return (top, bottom);
    }

    // On a page with little text the rows below stand far apart too.
    private static bool StandsApart(double gap, double inner, double size) =>
        gap > 0.7 * size && gap > 1.3 * Math.Min(inner, 2.5 * size);
}
