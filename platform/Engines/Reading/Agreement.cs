using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Reading;

/// <summary>How far a text layer says what the page shows.</summary>
public static class Agreement
{
    private const int ShortestCounted = 3;
    private const int FewestLetters = 9;

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
