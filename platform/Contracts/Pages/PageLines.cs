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
