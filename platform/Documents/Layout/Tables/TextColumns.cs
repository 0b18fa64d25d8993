namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>
/// Columns of a ruled table that no line parts. Where only some are ruled or shaded, white space that runs down between pieces
/// which line up tells that a stretch between two lines holds several.
/// </summary>
internal static class TextColumns
{
    private const int FewestLines = 3;

    /// <summary>Between cells there is more than between words.</summary>
    private const double MinGapEm = 0.72;

    /// <summary>Where the columns are known, less will do.</summary>
    private const double LeastGapEm = 0.45;

    /// <summary>So many of the lines within the stretch have text on both sides of the white space.</summary>
    private const double Share = 0.5;

    /// <summary>Cells are short; sentences are not.</summary>
    public const double MaxMeanChars = 24;

    /// <summary>Lines by places: what a page can claim to hold, so that a hostile one costs no more.</summary>
    private const int MaxCells = 20_000;

    /// <returns>The places of the lines, and those between columns without a line.</returns>
    public static double[] Add(double[] xs, double[] ys, IReadOnlyList<TextRow> text)
    {
        var inside = text.Where(row => row.Box.CenterY >= ys[0] && row.Box.CenterY < ys[^1]).ToList();
        var places = new List<double> { xs[0] };
        for (var column = 0; column < xs.Length - 1; column++)
        {
            places.AddRange(Between(xs[column], xs[column + 1], inside));
            places.Add(xs[column + 1]);
        }

        return places.Count * inside.Count > MaxCells ? xs : [.. places];
    }

    /// <summary>Walls at the places that were added, in each row of which no piece lies across.</summary>
    public static RuleSet Walls(double[] drawn, double[] xs, double[] ys, RuleSet rules, IReadOnlyList<TextRow> text)
    {
        if (xs.Length == drawn.Length)
        {
            return rules;
        }

        var lines = Enumerable.Range(0, ys.Length - 1)
            .Select(row => text.Where(line => line.Box.CenterY >= ys[row] && line.Box.CenterY < ys[row + 1]).ToList()).ToList();
        var walls = new List<Rule>();
        foreach (var x in xs.Except(drawn))
        {
            var (left, right) = (drawn.Last(place => place < x), drawn.First(place => place > x));
            for (var row = 0; row < lines.Count; row++)
            {
                if (!lines[row].TrueForAll(line => Part(Words(line, left, right), x)))
                {
                    continue;
                }

                var wall = new Rule(x, ys[row], ys[row + 1]);
                if (walls.Count > 0 && walls[^1].At.Equals(x) && walls[^1].To.Equals(wall.From))
                {
                    walls[^1] = walls[^1].Join(wall);
                }
                else
                {
                    walls.Add(wall);
                }
            }
        }

        return rules.With([], walls);
    }

    /// <summary>Numbers are cells of their own, however little there is between them.</summary>
    private static bool Part(List<Word> words, double x)
    {
        var (before, after) = (words.FindLast(word => word.CenterX < x), words.Find(word => word.CenterX >= x));
        var isAcross = words.Exists(word => word.Box.L < x - RuleSet.TolerancePt && word.Box.R > x + RuleSet.TolerancePt);
        return before is null || after is null ? !isAcross
            : (!isAcross && after.Box.L - before.Box.R > LeastGapEm * after.Size)
                || (CellText.IsNumeric(before.Text) && CellText.IsNumeric(after.Text));
    }

    private static List<double> Between(double left, double right, List<TextRow> text)
    {
        var pieces = Pieces(left, right, text);
        var several = pieces.Where(parts => parts.Count > 1).ToList();
        if (several.Count < FewestLines || several.Count < Share * pieces.Count
            || several.SelectMany(parts => parts).Average(part => part.Chars) > MaxMeanChars)
        {
            return [];
        }

        var size = several[0][0].Size;
        var separators = TableColumns.Separators(several, size);
        return separators.Count > 0 && TableTest.LinesUp([.. several.SelectMany(parts => parts)], separators, size)
            ? separators.FindAll(x => several.Count(parts => parts[0].R < x && parts[^1].L > x) >= FewestLines) : [];
    }

    private static List<List<TextRow>> Pieces(double left, double right, IEnumerable<TextRow> text) =>
        [.. text.Select(row => Words(row, left, right)).Where(words => words.Count > 0)
            .Select(words => WithoutMarkers(Fragments.Of(new TextRow(words), MinGapEm * words[0].Size)))];

    // A list within a cell: its markers stand apart, and are none.
    private static List<TextRow> WithoutMarkers(List<TextRow> parts) =>
        parts.Count > 1 && TableTest.IsMarker(parts[0]) ? parts.GetRange(1, parts.Count - 1) : parts;

    private static List<Word> Words(TextRow row, double left, double right) =>
        row.Words.FindAll(word => word.CenterX >= left && word.CenterX < right);
}
