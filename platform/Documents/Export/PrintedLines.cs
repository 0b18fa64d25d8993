using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Export;

/// <summary>The words of a page as the lines that their source had, for the formats that tell every word's place.</summary>
internal static class PrintedLines
{
    public static IEnumerable<IReadOnlyList<PageWord>> Of(PageText page)
    {
        var line = new List<PageWord>();
        foreach (var word in page.Words)
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

    /// <summary>Without what XML has no place for.</summary>
    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsXml(text, i))
            {
                return new string([.. text.Where((_, at) => IsXml(text, at))]);
            }
        }

        return text;
    }

    private static bool IsXml(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
        : char.IsLowSurrogate(text[at]) ? at > 0 && char.IsHighSurrogate(text[at - 1])
        : text[at] is '\t' or '\n' or '\r' or (>= ' ' and <= '\uFFFD');
}
