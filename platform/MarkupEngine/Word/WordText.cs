using System.Xml.Linq;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Word;

/// <summary>Paragraphs for themselves: notes, comments, headers, cells.</summary>
internal static class WordText
{
    /// <summary>Each paragraph inside the element as an item of the label.</summary>
    public static void Write(Flow flow, WordParts parts, XElement element, string label)
    {
        foreach (var runs in Paragraphs(parts, element))
        {
            flow.Text(label, runs);
        }
    }

    /// <summary>What a cell says, its paragraphs apart by blanks.</summary>
    public static string Of(WordParts parts, XElement element) =>
        string.Join(' ', Paragraphs(parts, element).Select(Runs.TextOf));

    private static IEnumerable<IReadOnlyList<Run>> Paragraphs(WordParts parts, XElement element)
    {
        foreach (var paragraph in element.Inside("p").Where(paragraph => !WordRuns.IsFallback(paragraph)))
        {
            var runs = new WordRuns(parts);
            runs.Add(paragraph);
            if (runs.Take() is { Count: > 0 } taken)
            {
                yield return taken;
            }
        }
    }
}
