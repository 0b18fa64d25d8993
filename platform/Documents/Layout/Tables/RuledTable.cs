using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>A table drawn with lines both ways: the lines say where cells begin and end, and which are merged.</summary>
internal static class RuledTable
{
    private const int MaxLines = 300;

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
            var xs = Places(down.Select(rule => rule.At));
            var ys = Places(across.Select(rule => rule.At));
            if (xs.Length >= 2 && ys.Length >= 2 && (xs.Length - 1) * (ys.Length - 1) >= 3 && xs.Length >= 3)
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

    private static double[] Places(IEnumerable<double> places)
    {
        var distinct = new List<double>();
        foreach (var place in places.Order())
        {
            if (distinct.Count == 0 || place - distinct[^1] > 2 * RuleSet.TolerancePt)
            {
                distinct.Add(place);
            }
        }

        return [.. distinct];
    }

    /// <returns>Null where the lines hold no table (a frame, a form without text).</returns>
    public static TableLayout? Read(double[] xs, double[] ys, RuleSet rules, IReadOnlyList<TextRow> rows, PageContext page)
    {
        var (columns, lines) = (xs.Length - 1, ys.Length - 1);
        var cells = new List<CellLayout>();
        var taken = new bool[lines, columns];
        for (var row = 0; row < lines; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                if (!taken[row, column])
                {
                    cells.Add(Cell(row, column, xs, ys, rules, rows, taken, page));
                }
            }
        }

        var filled = cells.Count(cell => cell.Text.Length > 0);
        return filled < 3 || filled * 5 < cells.Count ? null : new TableLayout(lines, columns, HeaderRows.Mark(cells, rows));
    }

    private static CellLayout Cell(
        int row, int column, double[] xs, double[] ys, RuleSet rules, IReadOnlyList<TextRow> text, bool[,] taken,
        PageContext page)
    {
        var right = column + 1;
        while (right < xs.Length - 1 && !taken[row, right]
            && !rules.Vertical.Any(rule => Near(rule.At, xs[right]) && rule.Covers((ys[row] + ys[row + 1]) / 2)))
        {
            right++;
        }

        var bottom = row + 1;
        while (bottom < ys.Length - 1 && IsOpenBelow(bottom, column, right, xs, ys, rules))
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

    private static bool IsOpenBelow(int line, int left, int right, double[] xs, double[] ys, RuleSet rules)
    {
        for (var column = left; column < right; column++)
        {
            var middle = (xs[column] + xs[column + 1]) / 2;
            if (rules.Horizontal.Any(rule => Near(rule.At, ys[line]) && rule.Covers(middle)))
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

    private static bool Near(double one, double other) => Math.Abs(one - other) <= 2 * RuleSet.TolerancePt;
}
