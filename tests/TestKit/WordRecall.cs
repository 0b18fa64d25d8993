using System.Text;

namespace DaprProcessing.TestKit;

/// <summary>The share of a gold text's words, counted with repeats, that another text has.</summary>
public static class WordRecall
{
    public static double Of(string gold, string found)
    {
        var left = Words(found).CountBy(word => word).ToDictionary();
        var (hits, total) = (0, 0);
        foreach (var word in Words(gold))
        {
            total++;
            if (left.TryGetValue(word, out var count) && count > 0)
            {
                left[word] = count - 1;
                hits++;
            }
        }

        return total == 0 ? 1 : (double)hits / total;
    }

    /// <summary>The harmonic mean of what is found of the gold text's words, and of what of the words found is gold.</summary>
    public static double F1(string gold, string found) => (Of(gold, found), Of(found, gold)) switch
    {
        (0, _) or (_, 0) => 0,
        var (recall, precision) => 2 * recall * precision / (recall + precision),
    };

    private static IEnumerable<string> Words(string text)
    {
        // A word hyphenated at a line end in the gold text is one word in ours.
        var joined = text.Replace("-\n", "", StringComparison.Ordinal).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return new string([.. joined.Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')]).Split(
            ' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
