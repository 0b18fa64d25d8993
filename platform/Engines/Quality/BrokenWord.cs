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

    private static readonly string[] Suffixes =
        ["st", "nd", "rd", "th", "er", "re", "mm", "cm", "dm", "km", "nm", "kg", "mg", "ml", "ms", "am", "pm", "px", "pt", "bit"];

    public static bool Is(PageWord word) => HasNoLetter(word.Text) || HasForeignLetter(word.Text) || HasNoCapital(word.Text);

    /// <summary>Letters, and among them signs that stand for none.</summary>
    private static bool HasNoLetter(string text) =>
        text.AsSpan().ContainsAnyExceptInRange(' ', '~') && text.Any(char.IsLetter)
        && text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.PrivateUse or UnicodeCategory.Control);

    /// <summary>As where a ligature is missing from the map.</summary>
    private static bool HasForeignLetter(string text)
    {
        var (ascii, foreign) = (text.Count(char.IsAsciiLetter), text.Count(IsForeign));
        return foreign > 0 && ascii >= FewestAscii && foreign <= ascii / 2.0;
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
