using System.Globalization;
using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Quality;

/// <summary>
/// A word with a sign in it that stands for another letter: what a text layer has where its font's map is silent about some
/// letters. Readers put the glyph's number there.
/// </summary>
public static class BrokenWord
{
    private const int FewestAscii = 2;

    /// <summary>Between Greek and phonetic signs, where numbers of glyphs fall: scripts that no word mixes with Latin.</summary>
    private const int ForeignFrom = 0x0400;

    private const int ForeignTo = 0x1CFF;

    private const int EnoughBroken = 5;

    /// <summary>Of control characters, which no sign of a formula is told as.</summary>
    private const int ManyControls = 4;

    /// <summary>Cyrillic letters that look like Latin ones: a word with both has them from a font's map.</summary>
    private const string LooksLatin = "аеосрхуіѕјһԁАВЕКМНОРСТХУІЅЈ";

    /// <summary>Signs of Latin-1 that stand between no two letters; points, quotes and those of formulas do.</summary>
    private const string NeverInside = "¡¢£¤¥¦©®¯¶¸¼½¾¿";

    private static readonly string[] Suffixes =
        ["st", "nd", "rd", "th", "er", "re", "mm", "cm", "dm", "km", "nm", "kg", "mg", "ml", "ms", "am", "pm", "px", "pt", "bit"];

    public static bool Is(PageWord word) => HasNoCapital(word.Text) || (!IsPlain(word.Text)
        && (HasNoLetter(word.Text) || HasForeignLetter(word.Text) || HasSignInside(word.Text) || IsAllBroken(word.Text)));

    /// <summary>Long, and most of its signs stand for no letter: bullets and brackets are shorter. Or a whole line, whose spaces
    /// are controls.</summary>
    public static bool IsAllBroken(string text)
    {
        if (IsPlain(text))
        {
            return false;
        }

        var broken = text.EnumerateRunes().Count(IsNone);
        return (broken >= EnoughBroken && broken > text.Length / 2) || text.Count(char.IsControl) >= ManyControls;
    }

    /// <summary>All of it is printable ASCII, as in most words: nothing but a capital can be missing there.</summary>
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>Letters, and among them signs that stand for none.</summary>
    private static bool HasNoLetter(string text) => text.Any(char.IsLetter) && text.EnumerateRunes().Any(IsNone);

    private static bool IsNone(Rune rune) => rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.PrivateUse or UnicodeCategory.Control;

    /// <summary>As where an umlaut is missing from the map, and its number is that of a sign.</summary>
    private static bool HasSignInside(string text)
    {
        for (var i = 1; i < text.Length - 1; i++)
        {
            if (NeverInside.Contains(text[i]) && char.IsLower(text[i - 1]) && char.IsLower(text[i + 1]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>As where a ligature is missing from the map.</summary>
    private static bool HasForeignLetter(string text)
    {
        var (ascii, foreign) = (text.Count(char.IsAsciiLetter), text.Count(IsForeign));
        return foreign > 0 && ((ascii >= FewestAscii && foreign <= ascii / 2.0)
            || (ascii > 0 && foreign == text.Count(letter => LooksLatin.Contains(letter))));
    }

    private static bool IsForeign(char letter) =>
        letter is >= (char)ForeignFrom and <= (char)ForeignTo && char.IsLetter(letter) && !Scripts.IsRightToLeftLetter(letter);

    /// <summary>As where capitals are missing from it: "7he", "%oats". Ordinals and units are no such words.</summary>
    private static bool HasNoCapital(string text)
    {
        var letters = text.AsSpan()[Math.Min(1, text.Length)..].TrimEnd(".,;:!?)");
        return letters.Length >= FewestAscii && text[0] is (>= '0' and <= '9') or '%' or '&' or '*' or '+' or '=' or '$'
            && !letters.ContainsAnyExceptInRange('a', 'z') && Array.IndexOf(Suffixes, letters.ToString()) < 0;
    }
}
