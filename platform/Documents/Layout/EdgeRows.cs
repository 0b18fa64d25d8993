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
        var top = IsHeadWithNumber(rows, page) ? 1 : 0;
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

        return (top, bottom == 0 && rows.Count - top > 1 && IsNumberBelowText(rows) ? 1 : bottom);
    }

    /// <summary>A page number at the end of the first row, text far from it, and full lines below: the running head, however near
    /// the text is.</summary>
    private static bool IsHeadWithNumber(IReadOnlyList<TextRow> rows, PageContext page)
    {
        if (rows.Count < 3 || rows[0].B > TopZone * page.Height)
        {
            return false;
        }

        var parts = Fragments.Of(rows[0], 3 * rows[0].Size);
        return parts.Count is 2 or 3 && IsNumber(parts[0]) != IsNumber(parts[^1])
            && parts.Exists(part => part.Words.Exists(word => word.Text.Any(char.IsLetter)))
            && rows.Skip(1).Take(2).All(row =>
                row.Box.Width > 0.9 * rows[0].Box.Width && Fragments.Of(row, 3 * row.Size).Count == 1);
    }

    /// <summary>A number by itself in the middle below all text: a page's that was printed small on its sheet.</summary>
    private static bool IsNumberBelowText(IReadOnlyList<TextRow> rows)
    {
        var (last, above) = (rows[^1], rows[^2]);
        var (l, r) = (rows.Min(row => row.L), rows.Max(row => row.R));
        return IsNumber(last) && last.T - above.B > 2 * last.Size && above.Words.Count > 3
            && Math.Abs(last.L + last.R - l - r) < 2 * last.Size;
    }

    private static bool IsNumber(TextRow row) =>
        row.Words is [{ Text: { Length: <= 4 } text }] && text.All(char.IsAsciiDigit);

    // On a page with little text the rows below stand far apart too.
    private static bool StandsApart(double gap, double inner, double size) =>
        gap > 0.7 * size && gap > 1.3 * Math.Min(inner, 2.5 * size);
}
