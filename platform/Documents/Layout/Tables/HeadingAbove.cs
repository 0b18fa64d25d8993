using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>
/// Headings of a ruled table above its lines. Where only the body is ruled or shaded, they would be read as text of their own,
/// and the numbers would lose what they are of.
/// </summary>
internal static class HeadingAbove
{
    private const int MaxRows = 5;

    /// <summary>Headings are short; sentences above a table are not.</summary>
    private const int MaxChars = 32;

    /// <summary>What stands further from the table, in font sizes, is no heading of it.</summary>
    private const double ReachEm = 1.3;

    /// <returns>The places of the rows, and the rules with those that the headings would have.</returns>
    public static (double[] Ys, RuleSet Rules) Add(double[] xs, double[] ys, RuleSet rules, IReadOnlyList<TextRow> rows)
    {
        var (top, found, kept) = (ys[0], new List<List<Box>>(), 0);
        // A frame that holds but one row is as often a drawing.
        foreach (var row in ys.Length < 3 ? [] : rows.Where(row => row.Box.CenterY < ys[0]).Reverse())
        {
            var words = row.Words.FindAll(word => word.Box.R > xs[0] && word.Box.L < xs[^1]);
            if (words.Count == 0)
            {
                continue;
            }

            var line = new TextRow(words);
            if (found.Count == MaxRows || top - line.B > ReachEm * line.Size || Headings(line, xs, rules) is not { } headings)
            {
                break;
            }

            found.Add(headings);
            top = line.T;
            kept = headings.Count > 1 || (kept > 0 && IsUnderlined(line, rules)) ? found.Count : kept;
        }

        foreach (var headings in found.Take(kept))
        {
            var at = headings.Min(box => box.T) - 1;
            var walls = xs.Where((x, i) => i == 0 || i == xs.Length - 1
                || !headings.Exists(box => box.L < x - RuleSet.TolerancePt && box.R > x + RuleSet.TolerancePt));
            rules = rules.With([new Rule(at, xs[0], xs[^1]), new Rule(ys[0], xs[0], xs[^1])],
                [.. walls.Select(x => new Rule(x, at, ys[0]))]);
            ys = [at, .. ys];
        }

        return (ys, rules);
    }

    /// <returns>The boxes of the pieces; null where this is no row of headings.</returns>
    private static List<Box>? Headings(TextRow line, double[] xs, RuleSet rules)
    {
        var boxes = Boxes(line, rules).ConvertAll(heading => heading.Box);
        if (line.L < xs[0] - line.Size || line.R > xs[^1] + line.Size || !AreShort(line)
            || (boxes.Count == 1 && line.L < xs[1] - RuleSet.TolerancePt))
        {
            return null;
        }

        var places = boxes.ConvertAll(box => Array.FindLastIndex(xs, x => x <= box.CenterX));
        return places.Distinct().Count() == places.Count ? boxes : null;
    }

    public static bool AreShort(TextRow line) => Pieces(line).TrueForAll(piece => piece.Chars <= MaxChars)
        && !CaptionPattern.IsCaption(line.Text) && !TableNotes.StartsAt(line);

    /// <summary>The pieces of the row, and the box of each, as wide as the line below it.</summary>
    public static List<(TextRow Piece, Box Box)> Boxes(TextRow line, RuleSet rules)
    {
        var pieces = Pieces(line);
        return pieces.ConvertAll(piece => (piece, Underlines(piece, rules)
            .Where(rule => !pieces.Exists(other => other != piece && rule.Covers(other.Box.CenterX)))
            .Aggregate(piece.Box, (box, rule) => box with { L = Math.Min(box.L, rule.From), R = Math.Max(box.R, rule.To) })));
    }

    private static List<TextRow> Pieces(TextRow line) => Fragments.Of(line, 0.9 * line.Size);

    private static bool IsUnderlined(TextRow piece, RuleSet rules) => Underlines(piece, rules).Any();

    private static IEnumerable<Rule> Underlines(TextRow piece, RuleSet rules) => rules.Horizontal.Where(rule =>
        rule.At > piece.Box.CenterY && rule.At < piece.B + (0.6 * piece.Size) && rule.Covers(piece.Box.CenterX));
}
