using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Reading;

/// <summary>How far a text layer says what the page shows.</summary>
public static class Agreement
{
    private const int ShortestCounted = 3;
    private const int FewestLetters = 7;
    private const int MostCompared = 300;

    /// <summary>Of the words of either, the share that both have; null where one says next to nothing.</summary>
    public static double? Of(PageText layer, PageText recognized)
    {
        var (told, shown) = (Counted(layer), Counted(recognized));
        // A layer of nothing but signs says something: the wrong thing.
        if (layer.Words.Sum(word => word.Text.Length) < FewestLetters || Letters(shown) < FewestLetters)
        {
            return null;
        }

        var common = told.Sum(pair => Math.Min(pair.Value, shown.GetValueOrDefault(pair.Key)));
        return 2.0 * common / (told.Values.Sum() + shown.Values.Sum());
    }

    /// <summary>How like two texts are, letter by letter, from 0 to 1: one that was misread here and there is like the
    /// other.</summary>
    public static double Likeness(IEnumerable<PageWord> told, IEnumerable<PageWord> shown)
    {
        var (one, other) = (LettersOf(told), LettersOf(shown));
        if (Math.Max(one.Length, other.Length) == 0)
        {
            return 1;
        }

        // The fewest letters to change, leave out or put in.
        var before = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 0; i < one.Length; i++)
        {
            var row = new int[other.Length + 1];
            row[0] = i + 1;
            for (var at = 1; at <= other.Length; at++)
            {
                row[at] = Math.Min(
                    before[at - 1] + (other[at - 1] == one[i] ? 0 : 1), Math.Min(before[at], row[at - 1]) + 1);
            }

            before = row;
        }

        return 1 - ((double)before[^1] / Math.Max(one.Length, other.Length));
    }

    private static string LettersOf(IEnumerable<PageWord> words) => new([.. words.SelectMany(word => word.Text)
        .Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant).Take(MostCompared)]);

    private static int Letters(Dictionary<string, int> words) => words.Sum(word => word.Key.Length * word.Value);

    private static Dictionary<string, int> Counted(PageText page)
    {
        var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in page.Words)
        {
            var text = new string([.. word.Text.Where(char.IsLetterOrDigit)]);
            if (text.Length >= ShortestCounted)
            {
                counts[text] = counts.GetValueOrDefault(text) + 1;
            }
        }

        return counts;
    }
}
