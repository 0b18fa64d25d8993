namespace DaprProcessing.Analysis.Words;

/// <summary>Where sentences begin and end. An empty line ends one too: headings have no full stop.</summary>
internal static class Sentences
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "vs", "etc", "no", "nr", "fig", "figs", "eq", "al", "e.g", "i.e", "cf",
        "ca", "approx", "inc", "ltd", "co", "corp", "dept", "est", "vol", "pp", "p", "sec", "ch", "art", "abs", "bzw", "usw",
        "z.b", "d.h", "u.a", "str", "gen", "col", "sgt", "rev", "hon", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
        "sept", "oct", "nov", "dec", "a.m", "p.m", "u.s", "u.k", "mme", "mlle", "m",
    };

    private static readonly string[] GermanMonths =
    [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
    ];

    public static List<TextSpan> In(string text)
    {
        var sentences = new List<TextSpan>();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (IsEnd(text, at))
            {
                var end = at + 1;
                while (end < text.Length && text[end] is '"' or '\'' or '”' or '’' or '»' or ')' or ']' or '.' or '!' or '?')
                {
                    end++;
                }

                Add(start, end);
                start = end;
                at = end - 1;
            }
            else if (text[at] == '\n' && IsEmptyLineNext(text, at + 1))
            {
                Add(start, at);
                start = at + 1;
            }
        }

        Add(start, text.Length);
        return sentences;

        void Add(int from, int to)
        {
            while (from < to && char.IsWhiteSpace(text[from]))
            {
                from++;
            }

            while (to > from && char.IsWhiteSpace(text[to - 1]))
            {
                to--;
            }

            if (to > from)
            {
                sentences.Add(new TextSpan(from, to));
            }
        }
    }

    private static bool IsEnd(string text, int at) => text[at] switch
    {
        '。' or '！' or '？' or '؟' or '।' => true,
        '!' or '?' or '…' => IsBreak(text, at + 1),
        '.' => IsBreak(text, at + 1) && !IsAbbreviation(text, at) && !GoesOnInSmallLetters(text, at + 1)
            && !IsDayOfMonth(text, at),
        _ => false,
    };

    private static bool IsBreak(string text, int at) =>
        at >= text.Length || char.IsWhiteSpace(text[at])
            || (text[at] is '"' or '”' or '’' or '»' or ')' or ']' or '.' or '!' or '?');

    private static bool IsAbbreviation(string text, int dot)
    {
        var from = dot;
        while (from > 0 && (char.IsLetter(text[from - 1]) || (text[from - 1] == '.' && from < dot)))
        {
            from--;
        }

        // An initial: "J." But "…plan B." ends; a rule for both there is not, and initials are more common.
        var word = text.AsSpan(from, dot - from);
        return (word.Length == 1 && char.IsUpper(word[0]))
            || Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    /// <summary>"3. Mai", as German writes dates.</summary>
    private static bool IsDayOfMonth(string text, int dot) =>
        dot > 0 && char.IsAsciiDigit(text[dot - 1]) && dot + 2 < text.Length
            && Array.Exists(GermanMonths, month => text.AsSpan(dot + 2).StartsWith(month, StringComparison.Ordinal));

    private static bool GoesOnInSmallLetters(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        return at < text.Length && char.IsLower(text[at]);
    }

    private static bool IsEmptyLineNext(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r')
        {
            at++;
        }

        return at >= text.Length || text[at] == '\n' || text[at] == '\f';
    }
}
