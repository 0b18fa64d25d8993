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

    private static IEnumerable<string> Words(string text)
    {
        // A word hyphenated at a line end in the gold text is one word in ours.
        var joined = text.Replace("-\n", "", StringComparison.Ordinal).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return new string([.. joined.Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')]).Split(
            ' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
