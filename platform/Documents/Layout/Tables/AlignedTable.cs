namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>A table without (all) lines: rows of short pieces that stand below each other.</summary>
internal static class AlignedTable
{
    private const int MaxRows = 400;
    private const int MaxGroupLines = 3;

    /// <returns>The table that starts at this row and how many rows it takes; null where none does.</returns>
    public static (TableLayout Table, int Rows)? At(List<TextRow> rows, int start, RuleSet rules, PageContext page)
    {
        if (IndexTable.At(rows, start, page) is { } index)
        {
            return index;
        }

        // The title of a table is none of its rows, though its number may stand apart from its words.
        var first = Pieces(rows[start], page);
        if (first.Count < 2 || TableNotes.StartsAt(rows[start]) || CaptionPattern.IsCaption(rows[start].Text))
        {
            return null;
        }

        if (start + 1 < rows.Count && SpannedHeadings.Are(rows[start], Pieces(rows[start + 1], page), rules))
        {
            return null;
        }

        var pieces = new List<List<TextRow>> { first };
        var end = start + 1;
        var beforeGroup = 0;
        for (; end < rows.Count && end - start < MaxRows; end++)
        {
            var size = Math.Max(rows[end].Size, rows[end - 1].Size);
            var next = Pieces(rows[end], page);
            if (rows[end].T - rows[end - 1].B > 2.2 * size || !Belongs(next, pieces, rows, end, size, rules, page))
            {
                break;
            }

            // A name that stands apart may also be the end of the table, and what comes below it something else.
            beforeGroup = beforeGroup == 0 && next.Count == 1 && rows[end].T - rows[end - 1].B > 0.4 * size ? pieces.Count
                : beforeGroup;
            pieces.Add(next);
        }

        return Read(pieces, rules, page) ?? (beforeGroup > 1 ? Read(pieces.GetRange(0, beforeGroup), rules, page) : null);
    }

    private static (TableLayout Table, int Rows)? Read(List<List<TextRow>> pieces, RuleSet rules, PageContext page)
    {
        while (pieces.Count > 0 && pieces[^1].Count < 2 && !IsWrapped(pieces, pieces.Count - 1))
        {
            pieces.RemoveAt(pieces.Count - 1);
        }

        return TableTest.Passes(pieces, rules, page) is { } separators
            && CellGrid.Build(pieces, separators, rules, page) is var table && !ChartAxis.IsIn(table)
            ? (table, pieces.Count) : null;
    }

    private static List<TextRow> Pieces(TextRow row, PageContext page)
    {
        var least = (page.Noisy ? 1.0 : 0.72) * row.Size;
        var pieces = Fragments.Of(row, least);
        return pieces.Count == 1 || row.Words.Count < 6 ? pieces : Fragments.Of(row, MinGap(row, least));
    }

    // In a line set loosely every gap is wide: only those far wider than the others part cells.
    private static double MinGap(TextRow row, double least)
    {
        var gaps = new List<double>(row.Words.Count);
        for (var i = 1; i < row.Words.Count; i++)
        {
            gaps.Add(row.Words[i].Box.L - row.Words[i - 1].Box.R);
        }

        gaps.Sort();
        var usual = gaps[gaps.Count / 3];
        return usual > 0.6 * row.Size ? least : Math.Max(least, 2.2 * usual);
    }

    // A row with one piece goes on a cell of the row above it, or names a group of rows.
    private static bool Belongs(
        List<TextRow> next, List<List<TextRow>> before, List<TextRow> rows, int index, double size, RuleSet rules,
        PageContext page)
    {
        if (TableNotes.StartsAt(rows[index]) || CaptionPattern.IsCaption(rows[index].Text))
        {
            return false;
        }

        if (next.Count > 1)
        {
            return true;
        }

        var goesOn = index + 1 < rows.Count && Pieces(rows[index + 1], page).Count > 1
            && rows[index + 1].T - rows[index].B < 2.2 * size;
        var left = before.Min(parts => parts[0].L);
        var right = before.Max(parts => parts[^1].R);
        var piece = next[0];
        if ((IsRestOfCell(piece, before[^1], size) && IsClosed(piece, before, left, right, rules))
            || (goesOn && IsRuledOff(rows, index, left, right, rules)))
        {
            return true;
        }

        if (piece.Box.Width > 0.6 * (right - left) || piece.R > right + size || piece.L < left - size)
        {
            return false;
        }

        // It must lie in one column of the rows above, and the table must go on below it or the cell be a wrapped one.
        var fits = before.Where(parts => parts.Count > 1).TakeLast(4)
            .All(parts => parts.Count(part => part.L < piece.R && piece.L < part.R) <= 1);
        return fits && (((goesOn || piece.L > left + size) && rows[index].T - rows[index - 1].B < 1.2 * size)
            || (piece.L < left + (3 * size) && GoesOnBelowGroup(before, rows, index, size, page)));
    }

    // Right below the last cell of the row above and at its left edge, however long the line is.
    private static bool IsRestOfCell(TextRow piece, List<TextRow> above, double size) =>
        piece.L > above[0].R && Math.Abs(piece.L - above[^1].L) < 0.2 * size && piece.T - above[^1].B < 0.4 * size;

    /// <summary>Between two lines as wide as each other, of which one runs through the table or above it.</summary>
    private static bool IsClosed(
        TextRow piece, List<List<TextRow>> before, double left, double right, RuleSet rules)
    {
        var wide = rules.Horizontal.Where(rule => rule.From < left + piece.Size && rule.To > right - piece.Size).ToList();
        return wide.Exists(upper => upper.At > before[0][0].T - (2 * piece.Size) && upper.At < piece.T && wide.Exists(
            lower => lower.At > piece.Box.CenterY && lower.At < piece.B + (10 * piece.Size)
            && Math.Abs(lower.From - upper.From) < piece.Size && Math.Abs(lower.To - upper.To) < piece.Size));
    }

    /// <summary>A name over all columns, between two lines as wide as the table.</summary>
    private static bool IsRuledOff(List<TextRow> rows, int index, double left, double right, RuleSet rules)
    {
        var row = rows[index];
        return IsRule(rows[index - 1].Box.CenterY, row.Box.CenterY) && IsRule(row.Box.CenterY, rows[index + 1].Box.CenterY);

        bool IsRule(double from, double to) => rules.Horizontal.Any(rule => rule.At > from && rule.At < to
            && rule.From < left + row.Size && rule.To > right - row.Size);
    }

    // A group of rows may have a group within it, and a line of a wrapped cell may come before: three lines at most.
    private static bool GoesOnBelowGroup(
        List<List<TextRow>> before, List<TextRow> rows, int index, double size, PageContext page)
    {
        var known = before.Where(parts => parts.Count > 1).TakeLast(4).SelectMany(parts => parts).ToList();
        for (var i = index + 1; i < Math.Min(rows.Count, index + 1 + MaxGroupLines); i++)
        {
            if (rows[i].T - rows[i - 1].B > 2.2 * size || TableNotes.StartsAt(rows[i]))
            {
                return false;
            }

            var next = Pieces(rows[i], page);
            if (next.Count > 1)
            {
                return next.Count(part => known.Exists(other => LinesUp(part, other, size))) * 10 >= next.Count * 7;
            }
        }

        return false;
    }

    private static bool LinesUp(TextRow one, TextRow other, double size) =>
        Math.Abs(one.L - other.L) < 0.6 * size || Math.Abs(one.R - other.R) < 0.6 * size
            || Math.Abs(one.Box.CenterX - other.Box.CenterX) < 0.6 * size;

    /// <summary>A line of its own below a cell of the row above, not in the first column.</summary>
    public static bool IsWrapped(List<List<TextRow>> pieces, int row) =>
        row > 0 && pieces[row].Count == 1 && pieces[row][0].L > pieces[0][0].L + pieces[row][0].Size
            && pieces[row][0].T - pieces[row - 1].Max(part => part.B) < 0.6 * pieces[row][0].Size;
}
