using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>
/// Tables of which every other row is shaded, as accounts mostly are: the edges of the shading are the only lines there are, and
/// each shaded row is a grid by itself. Where such rows stand over each other with the same columns, and text in these columns
/// between them, the columns go on from one to the next, and to the rules that close the table above and below.
/// </summary>
internal static class Stripes
{
    private const int FewestEdges = 3;

    // Of the higher of two shaded rows: what lies further apart is no row in between.
    private const double MostGap = 1.8;

    private const double MostLines = 3;

    /// <summary>What is missing of the columns' edges.</summary>
    /// <param name="words">Boxes of the page's words.</param>
    public static List<Rule> Missing(IReadOnlyList<Rule> horizontal, IReadOnlyList<Rule> vertical, IReadOnlyList<Box> words)
    {
        var stripes = Of(vertical).Where(stripe => IsOneRow(stripe, horizontal, words)).ToList();
        var missing = new List<Rule>();
        var (first, edges) = (0, Array.Empty<double>());
        for (var i = 0; i + 1 < stripes.Count; i++)
        {
            var (one, next) = (stripes[i], stripes[i + 1]);
            var common = one.Edges.Where(edge => next.Edges.Any(other => IsNear(edge, other))).ToArray();
            if (!AreAlike(one, next, common) || !IsRow(one.To, next.From, common, words))
            {
                (first, edges) = (i + 1, []);
                continue;
            }

            if (edges.Length == 0)
            {
                missing.AddRange(Closing(stripes[first].From, -one.Height, common, horizontal, words));
            }

            edges = common;
            missing.AddRange(common.Select(edge => new Rule(edge, one.To, next.From)));
            if (i + 2 == stripes.Count || stripes[i + 2].From - next.To > MostGap * next.Height)
            {
                missing.AddRange(Closing(next.To, next.Height, common, horizontal, words));
            }
        }

        return missing;
    }

    private static List<Stripe> Of(IReadOnlyList<Rule> vertical)
    {
        var stripes = new List<Stripe>();
        foreach (var rule in vertical.OrderBy(rule => rule.From).ThenBy(rule => rule.To))
        {
            if (stripes.FindLast(known => IsNear(known.From, rule.From) && IsNear(known.To, rule.To)) is { } stripe)
            {
                stripe.Edges.Add(rule.At);
            }
            else
            {
                stripes.Add(new Stripe(rule.From, rule.To, [rule.At]));
            }
        }

        return [.. stripes.Where(stripe => stripe.Edges.Count >= FewestEdges)];
    }

    // Frames of whole tables stand over each other, too.
    private static bool IsOneRow(Stripe stripe, IReadOnlyList<Rule> horizontal, IReadOnlyList<Box> words)
    {
        var heights = words.Where(word => word.CenterY > stripe.From && word.CenterY < stripe.To)
            .Select(word => word.Height).Order().ToList();
        return heights.Count > 0 && stripe.Height <= MostLines * heights[heights.Count / 2]
            && !horizontal.Any(rule => rule.At > stripe.From + RuleSet.TolerancePt && rule.At < stripe.To - RuleSet.TolerancePt
                && stripe.Edges.Any(rule.Covers));
    }

    private static bool AreAlike(Stripe one, Stripe next, double[] common) =>
        common.Length >= FewestEdges && common.Length * 4 >= Math.Max(one.Edges.Count, next.Edges.Count) * 3
        && next.From - one.To > RuleSet.TolerancePt && next.From - one.To <= MostGap * Math.Max(one.Height, next.Height);

    /// <summary>To the rules that most columns end at, where a row of text lies between.</summary>
    private static IEnumerable<Rule> Closing(
        double from, double height, double[] edges, IReadOnlyList<Rule> horizontal, IReadOnlyList<Box> words)
    {
        var middles = edges.Order().Zip(edges.Order().Skip(1), (left, right) => (left + right) / 2).ToList();
        var reach = MostGap * height;
        var at = horizontal.Where(rule => (rule.At - from) * Math.Sign(height) > RuleSet.TolerancePt
                && Math.Abs(rule.At - from) <= Math.Abs(reach))
            .Select(rule => rule.At).OrderBy(place => Math.Abs(place - from))
            .FirstOrDefault(place => middles.Count(middle => horizontal.Any(
                rule => IsNear(rule.At, place) && rule.Covers(middle))) * 2 >= middles.Count, double.NaN);
        var (top, bottom) = (Math.Min(from, at), Math.Max(from, at));
        return double.IsNaN(at) || !IsRow(top, bottom, edges, words) ? []
            : edges.Select(edge => new Rule(edge, top, bottom));
    }

    /// <summary>Whether there is text in two columns at least.</summary>
    private static bool IsRow(double top, double bottom, double[] edges, IReadOnlyList<Box> words)
    {
        var row = words.Where(word => word.CenterY > top && word.CenterY < bottom).ToList();
        var places = edges.Order().ToList();
        return Enumerable.Range(0, places.Count - 1).Count(column => row.Exists(
            word => word.CenterX > places[column] && word.CenterX < places[column + 1])) >= 2;
    }

    private static bool IsNear(double one, double other) => Math.Abs(one - other) <= RuleSet.TolerancePt;

    private sealed record Stripe(double From, double To, List<double> Edges)
    {
        public double Height => To - From;
    }
}
