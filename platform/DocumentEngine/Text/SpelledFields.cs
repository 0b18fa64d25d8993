using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Fields in which every letter has a place of its own, as in a comb: where the letters on the page are those of the value, the
/// value tells which of them make a word.
/// </summary>
internal static class SpelledFields
{
    public static IReadOnlyList<PageWord> Join(IReadOnlyList<PageWord> words, IReadOnlyList<FieldValue> values)
    {
        if (values.Count == 0)
        {
            return words;
        }

        words = [.. words.SelectMany(word => CutApart(word, values))];
        var (joined, taken) = (new Dictionary<int, List<PageWord>>(), new HashSet<int>());
        foreach (var value in values)
        {
            var drawn = Enumerable.Range(0, words.Count).Where(at => value.Box.HoldsCenterOf(words[at].Box)).ToList();
            if (!taken.Overlaps(drawn) && Joined([.. drawn.Select(at => words[at])], value.Text) is { } whole)
            {
                joined.Add(drawn[0], whole);
                taken.UnionWith(drawn);
            }
        }

        return taken.Count == 0 ? words
            : [.. words.SelectMany((word, at) => joined.GetValueOrDefault(at) ?? (taken.Contains(at) ? [] : [word]))];
    }

    /// <summary>Fields beside one another, as those of a date are, make one row of letters at equal steps.</summary>
    private static IEnumerable<PageWord> CutApart(PageWord word, IReadOnlyList<FieldValue> values)
    {
        var below = values.Where(value => value.Box.OverlapsAcross(word.Box)
            && value.Box.T < word.Box.CenterY && word.Box.CenterY < value.Box.B).OrderBy(value => value.Box.L).ToList();
        return below.Count < 2 || word.AngleDeg != 0 || string.Concat(below.Select(value => value.Text)) != word.Text ? [word]
            : below.Select((value, at) => word with
            {
                Text = value.Text,
                Box = word.Box with { L = Math.Max(word.Box.L, value.Box.L), R = Math.Min(word.Box.R, value.Box.R) },
                EndsLine = word.EndsLine && at == below.Count - 1,
                SpaceAfter = true,
            });
    }

    /// <returns>The letters of a text without its spaces.</returns>
    public static string Signs(string text) => string.Concat(text.Where(sign => !char.IsWhiteSpace(sign)));

    /// <returns>Null where the words are those of the value, or their letters are not.</returns>
    public static List<PageWord>? Joined(IReadOnlyList<PageWord> drawn, string value)
    {
        var wanted = value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (drawn.Count <= wanted.Length || Signs(string.Concat(drawn.Select(word => word.Text))) != string.Concat(wanted))
        {
            return null;
        }

        var joined = new List<PageWord>();
        var next = 0;
        foreach (var text in wanted)
        {
            var (first, length) = (next, 0);
            while (length < text.Length)
            {
                length += drawn[next++].Text.Length;
            }

            if (length > text.Length)
            {
                return null;
            }

            joined.Add(drawn[first] with
            {
                Text = text,
                Box = Box.Around(drawn.Skip(first).Take(next - first).Select(word => word.Box)),
                EndsLine = drawn[next - 1].EndsLine,
                SpaceAfter = true,
            });
        }

        return joined;
    }
}
