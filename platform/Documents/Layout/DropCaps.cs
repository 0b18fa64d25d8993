namespace DaprProcessing.Documents.Layout;

/// <summary>
/// A letter as high as several lines that begins a paragraph, beside which these lines are indented: it goes to the word that it
/// begins, so that no line is torn by it.
/// </summary>
internal static class DropCaps
{
    /// <summary>Of the size of the lines beside it.</summary>
    private const double LeastSize = 1.8;

    /// <summary>In sizes of these lines.</summary>
    private const double MostGap = 0.8;

    private const int MostOnPage = 40;

    public static List<IReadOnlyList<Word>> Join(List<IReadOnlyList<Word>> lines)
    {
        var words = lines.SelectMany(line => line).ToList();
        var body = PageWords.MostCommonSize(lines);
        var caps = words.Where(word => word.Size >= LeastSize * body && word.Text.Length == 1 && char.IsUpper(word.Text[0])
            && !word.Sideways).Take(MostOnPage).ToList();
        if (caps.Count == 0)
        {
            return lines;
        }

        var joined = new Dictionary<Word, Word?>(ReferenceEqualityComparer.Instance);
        foreach (var cap in caps)
        {
            if (BesideOf(cap, words) is { } first && !joined.ContainsKey(first))
            {
                joined[cap] = null;
                joined[first] = first with { Text = $"{cap.Text}{(IsWordAlone(cap, first, words) ? " " : "")}{first.Text}" };
            }
        }

        return joined.Count == 0 ? lines : [.. lines.Select(line => line
            .Select(word => joined.TryGetValue(word, out var other) ? other : word).OfType<Word>().ToList())
            .Where(line => line.Count > 0)];
    }

    /// <returns>The first word of the uppermost line beside it; null where there are not two lines at least.</returns>
    private static Word? BesideOf(Word cap, List<Word> words)
    {
        Word? first = null;
        var lines = 0;
        foreach (var word in words)
        {
            var gap = word.Box.L - cap.Box.R;
            if (word != cap && cap.Size >= LeastSize * word.Size && gap > -0.3 * word.Size && gap < MostGap * word.Size
                && word.CenterY > cap.Box.T && word.CenterY < cap.Box.B && char.IsLetter(word.Text[0]))
            {
                lines++;
                first = first is null || word.CenterY < first.CenterY ? word : first;
            }
        }

        return lines > 1 ? first : null;
    }

    /// <summary>"A" and "I" are words, where what follows is one as well.</summary>
    private static bool IsWordAlone(Word cap, Word first, List<Word> words) =>
        cap.Text is "A" or "I" && words.Exists(word => word != first
            && string.Equals(word.Text.TrimEnd('.', ',', ';'), first.Text, StringComparison.OrdinalIgnoreCase));
}
