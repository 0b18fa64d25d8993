using System.Text;

namespace DaprProcessing.Contracts.Pages;

/// <summary>The lines of a page, as its source ended them.</summary>
public static class PageLines
{
    public static IEnumerable<List<PageWord>> Of(IEnumerable<PageWord> words)
    {
        var line = new List<PageWord>();
        foreach (var word in words)
        {
            line.Add(word);
            if (word.EndsLine)
            {
                yield return line;
                line = [];
            }
        }

        if (line.Count > 0)
        {
            yield return line;
        }
    }

    /// <summary>What is left without some of the words, by reference. A line of which the last word goes ends where it
    /// ended.</summary>
    public static List<PageWord> Without(IReadOnlyList<PageWord> words, IEnumerable<PageWord> others)
    {
        var left = new List<PageWord>(words.Count);
        var gone = others.ToHashSet<PageWord>(ReferenceEqualityComparer.Instance);
        foreach (var word in words)
        {
            if (!gone.Contains(word))
            {
                left.Add(word);
            }
            else if (word.EndsLine && left.Count > 0)
            {
                left[^1] = left[^1] with { EndsLine = true };
            }
        }

        return left;
    }

    internal static string Join(IReadOnlyList<PageWord> words)
    {
        var text = new StringBuilder();
        foreach (var word in words)
        {
            text.Append(word.Text).Append(word.EndsLine ? "\n" : word.SpaceAfter ? " " : "");
        }

        return text.ToString();
    }
}
