using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>Puts aligned pieces into rows and columns; lines of one cell are put together.</summary>
internal static class CellGrid
{
    public static int ColumnOf(double x, List<double> separators)
    {
        var column = 0;
        while (column < separators.Count && x > separators[column])
        {
            column++;
        }

        return column;
    }

    public static TableLayout Build(List<List<TextRow>> rows, List<double> separators, RuleSet rules, PageContext page)
    {
        var columns = separators.Count + 1;
        var table = new List<SortedDictionary<(int From, int To), List<TextRow>>>();
        var bottom = double.MinValue;
        var headerRows = 0;
        var between = Between(rows, rules);
        var rulesPartRows = between.Count(rule => rule) * 2 > rows.Count;
        for (var i = 0; i < rows.Count; i++)
        {
            var line = Line(rows[i], separators);
            var ruleAbove = i > 0 && between[i - 1];
            if (ruleAbove && between[i] && line.Count == 1 && !rulesPartRows)
            {
                line = new() { [(0, columns - 1)] = line.First().Value };
            }

            if (i > 0 && !ruleAbove
                && GoesOn(table[^1], line, rows[i].Min(part => part.T) - bottom, rulesPartRows))
            {
                Merge(table[^1], line);
            }
            else
            {
                headerRows = ruleAbove && headerRows == 0 ? table.Count : headerRows;
                table.Add(line);
            }

            bottom = rows[i].Max(part => part.B);
        }

        var cells = new List<CellLayout>();
        for (var row = 0; row < table.Count; row++)
        {
            cells.AddRange(table[row].Select(cell => ToCell(row, cell.Key, cell.Value, page)));
        }

        var known = headerRows is > 0 and <= 3 && headerRows < table.Count && between.Count(rule => rule) <= 2 ? headerRows : 0;
        return new TableLayout(table.Count, columns, HeaderRows.Mark(cells, [.. rows.SelectMany(parts => parts)], known));
    }

    /// <summary>For each row, whether a line runs between it and the next.</summary>
    private static bool[] Between(List<List<TextRow>> rows, RuleSet rules)
    {
        var left = rows.Min(parts => parts[0].L);
        var right = rows.Max(parts => parts[^1].R);
        var wide = rules.Horizontal.Where(rule => Math.Min(rule.To, right) - Math.Max(rule.From, left) > 0.8 * (right - left))
            .Select(rule => rule.At).ToList();
        return [.. rows.Select((parts, i) => i + 1 < rows.Count && wide.Any(at =>
            at > parts.Max(part => part.Box.CenterY) && at < rows[i + 1].Min(part => part.Box.CenterY)))];
    }

    private static SortedDictionary<(int From, int To), List<TextRow>> Line(List<TextRow> pieces, List<double> separators)
    {
        var line = new SortedDictionary<(int From, int To), List<TextRow>>();
        foreach (var piece in pieces.SelectMany(piece => Apart(piece, separators)))
        {
            var from = ColumnOf(piece.L + (0.2 * piece.Size), separators);
            var to = ColumnOf(piece.R - (0.2 * piece.Size), separators);
            (from, to) = (Math.Min(from, to), Math.Max(from, to));
            var taken = line.Keys.Where(key => key.From <= to && from <= key.To).ToList();
            var parts = new List<TextRow>();
            foreach (var key in taken)
            {
                (from, to) = (Math.Min(from, key.From), Math.Max(to, key.To));
                parts.AddRange(line[key]);
                line.Remove(key);
            }

            parts.Add(piece);
            line[(from, to)] = parts.Count == 1 ? parts
                : [new TextRow([.. parts.SelectMany(part => part.Words).OrderBy(word => word.Box.L)])];
        }

        return line;
    }

    // Columns set close together: the piece is cut where a gap falls on the border, and one of nothing but numbers anyway.
    private static IEnumerable<TextRow> Apart(TextRow piece, List<double> separators)
    {
        var words = new List<Word>();
        var isOfNumbers = CellText.AreNumeric(piece.Words);
        foreach (var word in piece.Words)
        {
            if (words.Count > 0 && (isOfNumbers || word.Box.L - words[^1].Box.R > 0.45 * piece.Size)
                && ColumnOf(words[^1].CenterX, separators) != ColumnOf(word.CenterX, separators))
            {
                yield return new TextRow(words);
                words = [];
            }

            words.Add(word);
        }

        yield return new TextRow(words);
    }

    // A line that starts no row of its own: nothing in the first column, or just the rest of one sentence.
    private static bool GoesOn(
        SortedDictionary<(int From, int To), List<TextRow>> row, SortedDictionary<(int From, int To), List<TextRow>> line,
        double gap, bool rulesPartRows)
    {
        var size = line.First().Value[0].Size;
        var known = line.Keys.All(row.ContainsKey);
        if (rulesPartRows)
        {
            return true;
        }

        if (gap > 0.55 * size || !known)
        {
            return false;
        }

        var alone = line.Count == 1 && char.IsLower(line.First().Value[0].Text[0]);
        return alone || (!line.Keys.Any(key => key.From == 0) && line.Count * 2 <= row.Count
            && !line.Values.Any(parts => CellText.IsNumeric(parts[0].Text)));
    }

    private static void Merge(
        SortedDictionary<(int From, int To), List<TextRow>> row, SortedDictionary<(int From, int To), List<TextRow>> line)
    {
        foreach (var (key, parts) in line)
        {
            var overlaps = row.Keys.Where(other => other.From <= key.To && key.From <= other.To).ToList();
            if (overlaps.Count > 0)
            {
                row[overlaps[0]].AddRange(parts);
            }
            else
            {
                row[key] = parts;
            }
        }
    }

    private static CellLayout ToCell(int row, (int From, int To) columns, List<TextRow> lines, PageContext page)
    {
        var box = Box.Around(lines.Select(line => line.Box));
        return new CellLayout(row, columns.From, 1, columns.To - columns.From + 1, box, CellText.Of(lines, page));
    }
}
