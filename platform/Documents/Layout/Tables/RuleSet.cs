using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>A straight line: at <paramref name="At"/> on its own axis, running from <paramref name="From"/> to
/// <paramref name="To"/> on the other.</summary>
internal readonly record struct Rule(double At, double From, double To)
{
    public double Length => To - From;

    public Rule Join(Rule other) => this with { From = Math.Min(From, other.From), To = Math.Max(To, other.To) };

    public bool Covers(double place) => From - RuleSet.TolerancePt <= place && place <= To + RuleSet.TolerancePt;
}

/// <summary>The ruling lines of a page, pieces of one line joined.</summary>
internal sealed class RuleSet
{
    public const double TolerancePt = 2.5;
    private const int MaxRules = 4000;
    private const double MaxThicknessPt = 6;
    private const double MinLengthPt = 6;

    public static readonly RuleSet None = new([], []);

    private RuleSet(List<Rule> horizontal, List<Rule> vertical) => (Horizontal, Vertical) = (horizontal, vertical);

    /// <summary>From the top.</summary>
    public IReadOnlyList<Rule> Horizontal { get; }

    /// <summary>From the reading edge.</summary>
    public IReadOnlyList<Rule> Vertical { get; }

    /// <summary>These and others, as if they were drawn.</summary>
    public RuleSet With(IEnumerable<Rule> across, IEnumerable<Rule> down) =>
        new([.. Horizontal, .. across], [.. Vertical, .. down]);

    public static RuleSet Of(PageText page, bool mirror)
    {
        var (horizontal, vertical) = (new List<Rule>(), new List<Rule>());
        foreach (var box in page.Rules.Take(MaxRules).Select(rule => mirror ? rule.Mirror(page.WidthPt) : rule))
        {
            if (box.Width >= MinLengthPt && box.Height <= MaxThicknessPt && box.Width > box.Height)
            {
                horizontal.Add(new Rule(box.CenterY, box.L, box.R));
            }
            else if (box.Height >= MinLengthPt && box.Width <= MaxThicknessPt)
            {
                vertical.Add(new Rule(box.CenterX, box.T, box.B));
            }
        }

        var (across, down) = (Joined(horizontal), Joined(vertical));
        var words = page.Words.Select(word => mirror ? word.Box.Mirror(page.WidthPt) : word.Box).ToList();
        return new RuleSet(across, Joined([.. down, .. Stripes.Missing(across, down, words)]));
    }

    /// <summary>Tables are often ruled cell by cell: pieces end to end at one place are one line.</summary>
    private static List<Rule> Joined(List<Rule> pieces)
    {
        var joined = new List<Rule>();
        foreach (var piece in pieces.OrderBy(rule => rule.At).ThenBy(rule => rule.From))
        {
            var found = false;
            for (var i = joined.Count - 1; i >= 0 && piece.At - joined[i].At < TolerancePt; i--)
            {
                if (piece.From <= joined[i].To + TolerancePt && joined[i].From <= piece.To + TolerancePt)
                {
                    joined[i] = joined[i].Join(piece);
                    found = true;
                    break;
                }
            }

            if (!found)
            {
                joined.Add(piece);
            }
        }

        return joined;
    }
}
