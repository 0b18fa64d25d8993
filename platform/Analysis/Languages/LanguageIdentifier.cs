using System.Collections.Frozen;
using System.Text;
using DaprProcessing.Analysis.Words;

namespace DaprProcessing.Analysis.Languages;

/// <summary>
/// Tells a language by its script where that is enough, else by how many of a text's words are small words of the language.
/// </summary>
internal static class LanguageIdentifier
{
    private const int MostCharacters = 40_000;
    private const int FewWords = 4;

    /// <summary>About so many words of running text are on a language's list; with as many there is no doubt.</summary>
    private const double UsualShare = 0.3;

    private static readonly FrozenDictionary<string, FrozenSet<string>> SmallWords = WordLists.Read("functionwords.txt");

    /// <summary>In how many languages a word is a small word: those of many tell little.</summary>
    private static readonly FrozenDictionary<string, int> Sharing = SmallWords.Values.SelectMany(words => words)
        .CountBy(word => word).ToFrozenDictionary(count => count.Key, count => count.Value);

    private static readonly (int From, int To, string Script)[] Scripts =
    [
        (0x0370, 0x03FF, "el"), (0x0400, 0x052F, "cyrillic"), (0x0530, 0x058F, "hy"), (0x0590, 0x05FF, "he"),
        (0x0600, 0x06FF, "arabic"),
        (0x0900, 0x097F, "hi"), (0x0980, 0x09FF, "bn"), (0x0B80, 0x0BFF, "ta"), (0x0E00, 0x0E7F, "th"), (0x10A0, 0x10FF, "ka"),
        (0x3040, 0x30FF, "kana"), (0x3400, 0x9FFF, "han"), (0xAC00, 0xD7AF, "ko"),
    ];

    public static IReadOnlySet<string> SmallWordsOf(string language) =>
        SmallWords.GetValueOrDefault(language, FrozenSet<string>.Empty);

    public static LanguageGuess Identify(string text)
    {
        var start = text.Length > MostCharacters ? text[..MostCharacters] : text;
        var (letters, scripts) = CountScripts(start);
        if (letters == 0)
        {
            return LanguageGuess.Unknown;
        }

        // Kana among Chinese characters make Japanese of them.
        var east = scripts.GetValueOrDefault("han") + scripts.GetValueOrDefault("kana");
        var (script, count) = east > letters / 2 ? KeyValuePair.Create("east", east) : scripts.MaxBy(script => script.Value);
        var share = Math.Round((double)count / letters, 3);
        return script switch
        {
            "east" => new LanguageGuess(scripts.GetValueOrDefault("kana") * 20 > east ? "ja" : "zh", share),
            "arabic" => new LanguageGuess(start.AsSpan().IndexOfAny("پچژگ") >= 0 ? "fa" : "ar", share),
            "latin" or "cyrillic" => ByWords(start, script == "cyrillic"),
            "other" => LanguageGuess.Unknown,
            _ => new LanguageGuess(script, share),
        };
    }

    private static (int Letters, Dictionary<string, int> Scripts) CountScripts(string text)
    {
        var (letters, scripts) = (0, new Dictionary<string, int>());
        foreach (var rune in text.EnumerateRunes().Where(Rune.IsLetter))
        {
            letters++;
            var known = Array.Find(Scripts, range => rune.Value >= range.From && rune.Value <= range.To).Script;
            var script = known ?? (rune.Value < 0x250 || rune.Value is >= 0x1E00 and < 0x1F00 ? "latin" : "other");
            scripts[script] = scripts.GetValueOrDefault(script) + 1;
        }

        return (letters, scripts);
    }

    private static LanguageGuess ByWords(string text, bool isCyrillic)
    {
        var words = Token.In(text, 0, text.Length).Select(token => token.Lower).ToList();
        var scores = SmallWords
            .Where(language => isCyrillic == (language.Key is "ru" or "uk" or "bg"))
            .Select(language => (language.Key, Score: words.Sum(word => language.Value.Contains(word) ? 1.0 / Sharing[word] : 0)))
            .OrderByDescending(language => language.Score).ThenBy(language => language.Key, StringComparer.Ordinal)
            .Take(2).ToArray();
        var (best, second) = (scores[0], scores[1]);
        if (best.Score == 0 || words.Count < FewWords)
        {
            return LanguageGuess.Unknown;
        }

        var lead = (best.Score - second.Score) / best.Score;
        var coverage = Math.Min(1, best.Score / (UsualShare * words.Count));
        return new LanguageGuess(best.Key, Math.Round(Math.Sqrt(lead * coverage), 3));
    }
}
