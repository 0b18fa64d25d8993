using System.Globalization;
using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Quality.Scoring;

/// <summary>Text without what two readers of one page may do differently and both be right.</summary>
internal static class Plain
{
    /// <summary>Without white space, in lower case, dashes and quotes of one kind, ligatures apart.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (!char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                plain.Append(char.ToLowerInvariant(Alike(c)));
            }
        }

        return plain.ToString();
    }

    /// <summary>Letters and digits, marks over and under them included, between white space or signs; scripts without spaces
    /// character by character: where one of their lines ends says nothing of words.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            var belongs = Rune.IsLetterOrDigit(rune) || IsMark(rune);
            if (word.Length > 0 && (!belongs || Scripts.IsSpaceless(rune.Value)))
            {
                yield return word.ToString();
                word.Clear();
            }

            if (belongs && Scripts.IsSpaceless(rune.Value))
            {
                yield return rune.ToString();
            }
            else if (belongs)
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static char Alike(char c) => c switch
    {
        '–' or '—' or '−' or '‐' or '‑' => '-',
        '’' or '‘' or '`' => '\'',
        '“' or '”' => '"',
        _ => c,
    };
}
