namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>
/// Where, in each row of a ruled table, one cell ends and the next begins: at a line, and where a row has none because only
/// the rows around it are ruled or shaded, at the columns of the others when its text keeps to them.
/// </summary>
internal static class CellWalls
{
    /// <summary>Between cells there is more than between words.</summary>
    private const double MinGapEm = 1;

    /// <returns>By row and place; the first and the last place are the table's own edges.</returns>
    public static bool[,] Of(double[] xs, double[] ys, RuleSet rules, IReadOnlyList<TextRow> text)
    {
        var walls = new bool[ys.Length - 1, xs.Length];
        for (var row = 0; row < ys.Length - 1; row++)
        {
            var middle = (ys[row] + ys[row + 1]) / 2;
            for (var place = 1; place < xs.Length - 1; place++)
            {
                walls[row, place] = rules.Vertical.Any(rule => RuledTable.Near(rule.At, xs[place]) && rule.Covers(middle));
            }

            (walls[row, 0], walls[row, xs.Length - 1]) = (true, true);
            var lines = Between(text, ys[row], ys[row + 1]);
            for (var from = 0; from < xs.Length - 1;)
            {
                var to = from + 1;
                while (!walls[row, to])
                {
                    to++;
                }

                Raise(walls, row, from, to, xs, lines);
                KeepNumber(walls, row, from, to, xs, lines, text);
                from = to;
            }
        }

        return walls;
    }

    /// <summary>Text that stands apart at one of the places keeps to all that no word crosses.</summary>
    private static void Raise(bool[,] walls, int row, int from, int to, double[] xs, List<List<Word>> lines)
    {
        var free = Enumerable.Range(from + 1, to - from - 1)
            .Where(place => !lines.Exists(line => line.Exists(word => IsAcross(word, xs[place])))).ToList();
        if (free.Exists(place => lines.Exists(line => IsApart(line, xs[from], xs[place], xs[to]))))
        {
            foreach (var place in free)
            {
                walls[row, place] = true;
            }
        }
    }

    /// <summary>A number alone in a row stays in the column whose numbers it stands below or above.</summary>
    private static void KeepNumber(
        bool[,] walls, int row, int from, int to, double[] xs, List<List<Word>> lines, IReadOnlyList<TextRow> text)
    {
        var words = lines.SelectMany(line => line.Where(word => word.CenterX >= xs[from] && word.CenterX < xs[to])).ToList();
        // In the middle of all, it is a heading over them.
        if (to - from < 2 || words is not [var number] || !CellText.IsNumber(number.Text)
            || Math.Abs(number.CenterX - ((xs[from] + xs[to]) / 2)) < number.Size)
        {
            return;
        }

        var column = Enumerable.Range(from, to - from).Last(place => xs[place] <= number.CenterX);
        if (text.Any(line => line.Words.Exists(word => word != number
            && word.CenterX >= xs[column] && word.CenterX < xs[column + 1] && IsAligned(word, number)
            && CellText.IsNumber(word.Text))))
        {
            (walls[row, column], walls[row, column + 1]) = (true, true);
        }
    }

    private static bool IsAligned(Word one, Word other) =>
        Math.Abs(one.CenterX - other.CenterX) < RuleSet.TolerancePt || Math.Abs(one.Box.R - other.Box.R) < RuleSet.TolerancePt;

    private static List<List<Word>> Between(IReadOnlyList<TextRow> text, double top, double bottom) =>
        [.. text.Where(row => row.B > top && row.T < bottom)
            .Select(row => row.Words.Where(word => word.CenterY >= top && word.CenterY < bottom).ToList())
            .Where(words => words.Count > 0)];

    private static bool IsAcross(Word word, double x) =>
        word.Box.L < x - RuleSet.TolerancePt && word.Box.R > x + RuleSet.TolerancePt;

    private static bool IsApart(List<Word> line, double left, double x, double right)
    {
        var before = line.Where(word => word.CenterX >= left && word.CenterX < x).ToList();
        var after = line.Where(word => word.CenterX >= x && word.CenterX < right).ToList();
        return before.Count > 0 && after.Count > 0
            && after.Min(word => word.Box.L) - before.Max(word => word.Box.R) > MinGapEm * before[^1].Size;
    }
}
