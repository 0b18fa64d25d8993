using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Quality;

/// <summary>
/// Letters that no language has so, outside of what <see cref="LetterPairs"/> knows: Cyrillic whose letters stand for others,
/// accented letters alone (another alphabet, read in the wrong code page), ideographs out of one corner of their block, and
/// letters with points and commas among them as numbers have them.
/// </summary>
internal static class OddLetters
{
    private const int ShortestWord = 3;
    private const int EnoughWords = 5;

    /// <summary>Of twenty thousand ideographs, or eleven thousand syllables, those of a text lie far apart.</summary>
    private const int Corner = 0x100;
    private const int EnoughIdeographs = 8;
    private const int EnoughDifferent = 6;

    private const double MuchOfPage = 0.3;

    public static bool Look(IReadOnlyList<PageWord> words)
    {
        // Most words are ASCII, and say nothing of other letters.
        var others = words.Where(word => !Ascii.IsValid(word.Text)).ToList();
        return HasLettersForDigits(words) || (others.Count > 0
            && (CyrillicText.IsWrong(others.Select(word => word.Text)) || HasAccentsAlone(words, others)
                || ComesFromOneCorner(others)));
    }

    private static bool HasAccentsAlone(IReadOnlyList<PageWord> words, List<PageWord> others)
    {
        var odd = others.Count(word => IsCounted(word)
            && word.Text.Where(char.IsLetter).All(letter => letter is >= '\u00C0' and <= '\u00FF'));
        return odd >= EnoughWords && odd > MuchOfPage * words.Count(IsCounted);
    }

    private static bool IsCounted(PageWord word) => word.Text.Count(char.IsLetter) >= ShortestWord;

    private static bool ComesFromOneCorner(List<PageWord> words)
    {
        var found = words.SelectMany(word => word.Text)
            .Where(sign => sign is (>= '\u4E00' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3')).ToList();
        return found.Count >= EnoughIdeographs && found.Max() - found.Min() < Corner
            && found.Distinct().Count() >= EnoughDifferent;
    }

    private static bool HasLettersForDigits(IReadOnlyList<PageWord> words)
    {
        var odd = words.Count(word => word.Text.Length > ShortestWord
            && word.Text.AsSpan().IndexOfAny('.', ',') is var at and > 0 && at < word.Text.Length - 1
            && !word.Text.AsSpan().ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ.,")
            && HasTwoTogether(word.Text));
        return odd >= EnoughWords && odd > MuchOfPage * words.Count;
    }

    /// <summary>Abbreviations have a point after each letter.</summary>
    private static bool HasTwoTogether(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsAsciiLetterUpper(text[i - 1]) && char.IsAsciiLetterUpper(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
