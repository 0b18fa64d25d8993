namespace DaprProcessing.Analysis.Words;

/// <summary>Cuts a text into parts of a size that an engine takes at once.</summary>
public static class TextParts
{
    /// <summary>Looked for from the end of a part, over this share of it.</summary>
    private const double Tail = 0.4;

    private static readonly string[] Breaks = ["\n\n", "\n", ". ", "。", " "];

    /// <returns>Spans without a gap: after a paragraph where one ends near the limit, else a line, a sentence, a word.</returns>
    public static IReadOnlyList<TextSpan> Cut(string text, int mostCharacters)
    {
        var parts = new List<TextSpan>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.Length - start <= mostCharacters ? text.Length : EndOf(text, start, start + mostCharacters);
            parts.Add(new TextSpan(start, end));
            start = end;
        }

        return parts;
    }

    private static int EndOf(string text, int start, int limit)
    {
        var window = (int)((limit - start) * Tail);
        foreach (var mark in Breaks)
        {
            var at = text.LastIndexOf(mark, limit - 1, window, StringComparison.Ordinal);
            if (at >= 0)
            {
                return at + mark.Length;
            }
        }

        return char.IsLowSurrogate(text[limit]) && limit - 1 > start ? limit - 1 : limit;
    }
}
