using System.Globalization;
using System.Text;

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

    /// <summary>Letters and digits between white space or signs.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static char Alike(char c) => c switch
    {
        '–' or '—' or '−' or '‐' or '‑' => '-',
        '’' or '‘' or '`' => '\'',
        '“' or '”' => '"',
        _ => c,
    };
}
