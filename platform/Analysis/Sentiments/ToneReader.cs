using System.Collections.Frozen;
using DaprProcessing.Analysis.Words;

namespace DaprProcessing.Analysis.Sentiments;

/// <summary>
/// Adds up words with a tone; a negation shortly before turns them, an intensifier weighs them. It does not know irony, nor what
/// a word is about.
/// </summary>
internal static class ToneReader
{
    private const int Reach = 3;
    private const double Intensified = 1.5;

    private static readonly FrozenDictionary<string, FrozenSet<string>> Lexicon = WordLists.Read("sentiment.txt");

    private static readonly FrozenDictionary<string, (FrozenSet<string> Words, FrozenSet<string> Stems)> Sorted = Lexicon
        .Where(list => list.Key[^1] is '+' or '-')
        .ToFrozenDictionary(list => list.Key, list => (
            list.Value.Where(word => word[^1] != '*').ToFrozenSet(StringComparer.Ordinal),
            list.Value.Where(word => word[^1] == '*').Select(word => word[..^1]).ToFrozenSet(StringComparer.Ordinal)));

    public static bool Knows(string language) => Lexicon.ContainsKey(language + "+");

    public static Tone? Read(string text, string language)
    {
        if (!Knows(language))
        {
            return null;
        }

        var (negations, intensifiers) = (Lexicon[language + "!"], Lexicon[language + "^"]);
        var (positive, negative, negated, factor) = (0.0, 0.0, -Reach - 1, 1.0);
        foreach (var (i, token) in Token.In(text, 0, text.Length).Index())
        {
            var word = token.Lower.Replace('’', '\'');
            if (negations.Contains(word) || word.EndsWith("n't", StringComparison.Ordinal))
            {
                negated = i;
            }

            var tone = Is(language + "+", word) ? 1 : Is(language + "-", word) ? -1 : 0;
            tone = i - negated <= Reach && negated != i ? -tone : tone;
            positive += tone > 0 ? factor : 0;
            negative += tone < 0 ? factor : 0;
            factor = intensifiers.Contains(word) ? Intensified : 1;
        }

        return new Tone(positive, negative);
    }

    private static bool Is(string list, string word)
    {
        var (words, stems) = Sorted[list];
        if (words.Contains(word))
        {
            return true;
        }

        for (var length = word.Length; length >= 3; length--)
        {
            if (stems.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word.AsSpan(0, length)))
            {
                return true;
            }
        }

        return false;
    }
}
