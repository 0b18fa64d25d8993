using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>A table drawn with lines both ways: the lines say where cells begin and end, and which are merged.</summary>
internal static class RuledTable
{
    private const int MaxLines = 300;
    private const double SamePlacePt = 6;
    private const double SameLineEm = 0.15;

    /// <summary>Grids of lines: each connected set with at least two columns or rows of cells.</summary>
    public static IEnumerable<(double[] Xs, double[] Ys)> Grids(RuleSet rules)
    {
        if (rules.Horizontal.Count < 2 || rules.Vertical.Count < 2 || rules.Horizontal.Count > MaxLines
            || rules.Vertical.Count > MaxLines)
        {
            yield break;
        }

        var left = rules.Vertical.ToList();
        while (left.Count > 0)
        {
            var (across, down) = Connected(rules.Horizontal, left);
            var xs = Places(down);
            var ys = Places(across);
            if ((xs.Length >= 3 && (xs.Length - 1) * (ys.Length - 1) >= 3)
                || (xs.Length == 2 && ys.Length >= 3 && OuterColumns.AreOpen(xs, ys, rules)))
            {
                yield return (xs, ys);
            }
        }
    }

    private static (List<Rule> Across, List<Rule> Down) Connected(IReadOnlyList<Rule> horizontal, List<Rule> left)
    {
        var down = new List<Rule> { left[^1] };
        left.RemoveAt(left.Count - 1);
        var across = new List<Rule>();
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var rule in horizontal.Except(across).ToList())
            {
                if (down.Any(other => Cross(rule, other)))
                {
                    across.Add(rule);
                    grew = true;
                }
            }

            foreach (var rule in left.Where(rule => across.Any(other => Cross(other, rule))).ToList())
            {
                down.Add(rule);
                left.Remove(rule);
                grew = true;
            }
        }

        return (across, down);
    }

    private static bool Cross(Rule across, Rule down) => across.Covers(down.At) && down.Covers(across.At);

    /// <summary>Lines side by side, as the frames of neighbouring cells or a frame and the shading within it, are one
    /// place: that of the longest.</summary>
    private static double[] Places(List<Rule> rules)
    {
        var places = new List<double>();
        foreach (var rule in rules.OrderByDescending(rule => rule.Length).ThenBy(rule => rule.At))
        {
            if (!places.Exists(place => Near(place, rule.At)))
            {
                places.Add(rule.At);
            }
        }

        return [.. places.Order()];
    }

    /// <returns>Null where the lines hold no table (a frame, a form without text).</returns>
    public static TableLayout? Read(double[] xs, double[] ys, RuleSet rules, IReadOnlyList<TextRow> rows, PageContext page)
    {
        var drawn = xs;
        xs = TextColumns.Add(xs, ys, rows);
        var bands = TextBands.Of(xs, ys, rows);
        ys = bands.Ys;
        rules = TextColumns.Walls(drawn, xs, ys, rules, rows);
        var (columns, lines) = (xs.Length - 1, ys.Length - 1);
        var walls = CellWalls.Of(xs, ys, rules, rows);
        var cells = new List<CellLayout>();
        var taken = new bool[lines, columns];
        for (var row = 0; row < lines; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                if (!taken[row, column])
                {
                    cells.Add(Cell(row, column, xs, ys, walls, bands, rules, rows, taken, page));
                }
            }
        }

        var filled = cells.Count(cell => cell.Text.Length > 0);
        return filled < 3 || filled * 5 < cells.Count ? null : new TableLayout(lines, columns, HeaderRows.Mark(cells, rows));
    }

    private static CellLayout Cell(
        int row, int column, double[] xs, double[] ys, bool[,] walls, TextBands bands, RuleSet rules,
        IReadOnlyList<TextRow> text, bool[,] taken, PageContext page)
    {
        var right = column + 1;
        while (right < xs.Length - 1 && !taken[row, right] && !walls[row, right])
        {
            right++;
        }

        var bottom = row + 1;
        while (bottom < ys.Length - 1 && IsOpenBelow(bottom, column, right, xs, ys, bands, rules)
            && !HasTwo(new Box(xs[column], ys[row], xs[right], ys[bottom]), ys[bottom + 1], text))
        {
            bottom++;
        }

        for (var r = row; r < bottom; r++)
        {
            for (var c = column; c < right; c++)
            {
                taken[r, c] = true;
            }
        }

        var box = new Box(xs[column], ys[row], xs[right], ys[bottom]);
        return new CellLayout(row, column, bottom - row, right - column, box, CellText.Inside(box, text, page));
    }

    /// <summary>
    /// What stands in the box and what below it are cells of their own, whatever is drawn between them: two numbers, or two
    /// names, each on the line of a number.
    /// </summary>
    private static bool HasTwo(Box box, double below, IReadOnlyList<TextRow> text)
    {
        var part = box with { T = box.B, B = below };
        var (above, next) = (Lines(box, text), Lines(part, text));
        return above.Count > 0 && next.Count > 0 && ((above.TrueForAll(IsNumber) && next.TrueForAll(IsNumber))
            || (!char.IsLower(next[0].Words[0].Text[0]) && IsBesideNumber(above[^1], box) && IsBesideNumber(next[0], part)));
    }

    private static List<(TextRow Row, List<Word> Words)> Lines(Box box, IReadOnlyList<TextRow> text) =>
        [.. text.Where(row => row.B > box.T && row.T < box.B)
            .Select(row => (row, row.Words.FindAll(word => PageTables.IsIn(box, word)))).Where(line => line.Item2.Count > 0)];

    private static bool IsNumber((TextRow Row, List<Word> Words) line) =>
        line.Words.TrueForAll(word => CellText.IsNumber(word.Text));

    private static bool IsBesideNumber((TextRow Row, List<Word> Words) line, Box box) =>
        line.Row.Words.Exists(word => !PageTables.IsIn(box, word) && CellText.IsNumeric(word.Text)
            && Math.Abs(word.Box.B - line.Words[0].Box.B) < SameLineEm * word.Size);

    private static bool IsOpenBelow(
        int line, int left, int right, double[] xs, double[] ys, TextBands bands, RuleSet rules)
    {
        for (var column = left; column < right; column++)
        {
            var middle = (xs[column] + xs[column + 1]) / 2;
            if (bands.IsFloor(line, column) || rules.Horizontal.Any(rule => Near(rule.At, ys[line]) && rule.Covers(middle)))
            {
                return false;
            }
        }

        // The merged cell must be as wide below: its side lines go on.
        var height = (ys[line] + ys[line + 1]) / 2;
        return rules.Vertical.Any(rule => Near(rule.At, xs[right]) && rule.Covers(height))
            && !Enumerable.Range(left + 1, right - left - 1)
                .Any(column => rules.Vertical.Any(rule => Near(rule.At, xs[column]) && rule.Covers(height)));
    }

    internal static bool Near(double one, double other) => Math.Abs(one - other) <= SamePlacePt;
}
