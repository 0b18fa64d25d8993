using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>
/// Columns of a ruled table beside its lines: the names of the rows, often, and a last column of differences. Left where they
/// are, they would be read as a text of their own, and the table would lose what its numbers are of.
/// </summary>
internal static class OuterColumns
{
    private const int FewestPieces = 3;
    private const int FewestRows = 2;
    private const double ClearPt = 12;

    /// <summary>So many of the rows of the table have something beside the lines, in one column.</summary>
    private const double Share = 0.6;

    /// <summary>Cells are short; text that runs beside a table is not.</summary>
    private const double MaxMeanChars = 45;

    /// <summary>What stands further from the lines, in font sizes, is no part of the table.</summary>
    private const double ReachEm = 4;

    /// <returns>The places of the columns, and the rules with those that the outer columns would have.</returns>
    public static (double[] Xs, RuleSet Rules) Add(double[] xs, double[] ys, RuleSet rules, List<TextRow> rows)
    {
        var beside = rows.Where(row => row.Box.CenterY > ys[0] && row.Box.CenterY < ys[^1]
            && row.Words.Exists(word => word.CenterX >= xs[0] && word.CenterX < xs[^1])).ToList();
        var (left, right) = (xs[0], xs[^1]);
        if (Reach(ys, left, rules, rule => rule.From) is { } start && start < left - ClearPt
            && Holds(beside, start, left))
        {
            (xs, rules, left) = ([start, .. xs], rules.With([], Down(ys, start)), start);
        }

        if (Reach(ys, right, rules, rule => rule.To) is { } end && end > right + ClearPt
            && Holds(beside, right, end))
        {
            (xs, rules, right) = ([.. xs, end], rules.With([], Down(ys, end)), end);
        }

        if (Column(beside, word => word.CenterX < left, parts => parts[^1], box => left - box.R) is { } before)
        {
            (xs, rules) = ([before.L - 1, .. xs], rules.With(Across(ys, before.L - 1, left), Down(ys, before.L - 1)));
        }

        if (Column(beside, word => word.CenterX >= right, parts => parts[0], box => box.L - right) is { } after)
        {
            (xs, rules) = ([.. xs, after.R + 1], rules.With(Across(ys, right, after.R + 1), Down(ys, after.R + 1)));
        }

        return (xs, rules);
    }

    /// <summary>On both sides: the table has as many columns more as lines down that no side is drawn with.</summary>
    public static bool AreOpen(double[] xs, double[] ys, RuleSet rules) =>
        Reach(ys, xs[0], rules, rule => rule.From) < xs[0] - ClearPt
            && Reach(ys, xs[^1], rules, rule => rule.To) > xs[^1] + ClearPt;

    /// <summary>Where the first and the last line across both end: many tables have no lines at their sides.</summary>
    private static double? Reach(double[] ys, double from, RuleSet rules, Func<Rule, double> end)
    {
        return Ends(ys[0]).Where(one => Ends(ys[^1]).Any(other => RuledTable.Near(one, other)))
            .Select(one => (double?)one).MaxBy(one => Math.Abs(one!.Value - from));

        IEnumerable<double> Ends(double y) => rules.Horizontal
            .Where(rule => RuledTable.Near(rule.At, y) && rule.Covers(from)).Select(end);
    }

    private static bool Holds(List<TextRow> rows, double left, double right) =>
        rows.Count(row => row.Words.Exists(word => word.CenterX > left && word.CenterX < right)) >= FewestRows;

    private static IEnumerable<Rule> Across(double[] ys, double from, double to) => ys.Select(y => new Rule(y, from, to));

    private static Rule[] Down(double[] ys, double x) => [new(x, ys[0], ys[^1])];

    private static Box? Column(
        List<TextRow> rows, Predicate<Word> isThere, Func<List<TextRow>, TextRow> nearest, Func<Box, double> distance)
    {
        var pieces = new List<TextRow>();
        var alone = 0;
        foreach (var words in rows.Select(row => row.Words.FindAll(isThere)).Where(words => words.Count > 0))
        {
            var parts = Fragments.Of(new TextRow(words), 1.5 * words[0].Size);
            alone += parts.Count == 1 ? 1 : 0;
            pieces.Add(nearest(parts));
        }

        if (pieces.Count < FewestPieces || pieces.Count < Share * rows.Count || alone * 10 < pieces.Count * 8
            || pieces.Average(piece => piece.Chars) > MaxMeanChars || pieces.Count(StartsSmall) * 5 > pieces.Count * 2)
        {
            return null;
        }

        var size = pieces[0].Size;
        var isNear = pieces.Min(piece => distance(piece.Box)) < ReachEm * size;
        var together = Math.Max(Together(pieces, piece => piece.L, size), Together(pieces, piece => piece.R, size));
        return isNear && together >= Share * pieces.Count ? Box.Around(pieces.Select(piece => piece.Box)) : null;
    }

    private static bool StartsSmall(TextRow piece) => char.IsLower(piece.Words[0].Text[0]);

    private static int Together(List<TextRow> pieces, Func<TextRow, double> edge, double size) =>
        pieces.Max(piece => pieces.Count(other => Math.Abs(edge(other) - edge(piece)) < 0.5 * size));
}
