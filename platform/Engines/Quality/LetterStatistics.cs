using System.Globalization;
using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Quality;

/// <summary>Counts what kinds of characters a page has.</summary>
/// <param name="Repeated">Characters that are the one before once more.</param>
internal readonly record struct LetterStatistics(
    int Letters, int Symbols, int Unreadable, int LatinLetters, int LatinVowels, int Repeated)
{
    private const double MaxUnreadableShare = 0.1;
    private const int FewUnreadable = 4;

    private const double MaxSymbolShare = 0.65;
    private const double ManySymbols = 0.4;
    private const int EnoughSymbols = 12;
    private const int EnoughCharacters = 60;

    /// <summary>European languages have 35 to 50 % vowels; text whose letters stand for others has 5 to 15 %.</summary>
    private const double MinVowelShare = 0.18;

    private const int EnoughLatinLetters = 200;

    /// <summary>Layers whose every character is the same: a filler, or a font with one glyph.</summary>
    private const double MaxRepeatedShare = 0.75;

    private const int EnoughRepeated = 15;

    private const int FewLatinLetters = 8;
    private const int EnoughUnparted = 24;

    /// <summary>The mean of a page's words, in characters: addresses of web pages are as long.</summary>
    private const int LongestUsual = 18;

    public bool LooksGarbled
    {
        get
        {
            var all = Letters + Symbols + Unreadable;
            return (Unreadable > FewUnreadable && Unreadable > MaxUnreadableShare * all)
                || (all >= EnoughRepeated && Repeated > MaxRepeatedShare * all)
                || (all >= EnoughCharacters && Symbols > MaxSymbolShare * all)
                || (LatinLetters >= EnoughLatinLetters && LatinVowels < MinVowelShare * LatinLetters);
        }
    }

    /// <summary>More than formulas and listings have.</summary>
    public bool HasManySymbols => Letters + Symbols >= EnoughSymbols && Symbols > ManySymbols * (Letters + Symbols);

    /// <summary>Lines of Latin letters without a space: where letters stand for others, another sign may stand for it.</summary>
    public bool LooksUnparted(int words) => LatinLetters >= FewLatinLetters && Symbols > 0
        && LatinLetters + Symbols > Math.Max(EnoughUnparted, LongestUsual * words);

    public static LetterStatistics Of(IReadOnlyList<PageWord> words)
    {
        var (letters, symbols, unreadable, latin, vowels, repeated) = (0, 0, 0, 0, 0, 0);
        var before = default(Rune);
        foreach (var word in words)
        {
            foreach (var rune in word.Text.EnumerateRunes())
            {
                repeated += rune == before && !IsFiller(rune) ? 1 : 0;
                before = rune;
                switch (Rune.GetUnicodeCategory(rune))
                {
                    case UnicodeCategory.PrivateUse or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned
                        or UnicodeCategory.Surrogate:
                    case UnicodeCategory.OtherSymbol when rune == Rune.ReplacementChar:
                        unreadable++;
                        break;
                    case UnicodeCategory.Format:
                        break;
                    case var _ when Rune.IsLetterOrDigit(rune):
                        letters++;
                        if (Rune.IsLetter(rune) && rune.Value < 0x250)
                        {
                            latin++;
                            vowels += IsVowel(rune) ? 1 : 0;
                        }

                        break;
                    case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark:
                        letters++;
                        break;
                    case var _ when IsFiller(rune):
                        break;
                    default:
                        symbols++;
                        break;
                }
            }
        }

        return new LetterStatistics(letters, symbols, unreadable, latin, vowels, repeated);
    }

    /// <summary>Most accented letters are vowels; that is near enough here.</summary>
    private static bool IsVowel(Rune rune) => rune.Value > 0x7F || "aeiouyAEIOUY".Contains((char)rune.Value);

    /// <summary>Leaders and blanks to fill in: many, and harmless.</summary>
    private static bool IsFiller(Rune rune) => rune.Value is '.' or '_' or '-' or '·' or '…' or '–' or '—' or '*' or '•';
}
