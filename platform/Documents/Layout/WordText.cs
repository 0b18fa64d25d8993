using System.Text;

namespace DaprProcessing.Documents.Layout;

/// <summary>Cleans what text layers put into words: ligatures, symbol-font bullets, control characters.</summary>
internal static class WordText
{
    // Stretches a line of Arabic to its measure, as spaces do elsewhere.
    private const char Tatweel = '\u0640';

    public static string Clean(string text)
    {
        // Most words.
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text.Trim();
        }

        foreach (var c in text)
        {
            if (c < ' ' || c is '\u00AD' or '\u00A0' or (>= '\u200B' and <= '\u200F' and not '\u200C' and not '\u200D')
                or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or (>= '\uD800' and <= '\uF8FF')
                or (>= '\uFB00' and <= '\uFB06') or '\uFEFF' or Tatweel or '‘' or '’' or (>= '\u007F' and <= '\u009F'))
            {
                return Rewrite(text);
            }
        }

        return text.Trim();
    }

    private static string Rewrite(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
                continue;
            }

            // Fonts without a double quotation mark have it of two single ones.
            if (c is '‘' or '’' && i + 1 < text.Length && text[i + 1] == c)
            {
                clean.Append(c == '‘' ? '“' : '”');
                i++;
                continue;
            }

            clean.Append(c switch
            {
                // A soft hyphen counts only at the end, where the word was broken.
                '\u00AD' => i == text.Length - 1 && i > 0 ? "\u00AD" : "",
                '\u00A0' => " ",
                '\uFB00' => "ff",
                '\uFB01' => "fi",
                '\uFB02' => "fl",
                '\uFB03' => "ffi",
                '\uFB04' => "ffl",
                '\uFB05' or '\uFB06' => "st",
                // Bullets of the Symbol and Wingdings fonts, in the private use area.
                '\uF0B7' or '\uF06C' or '\uF09F' => "•",
                '\uF0A7' or '\uF06E' => "▪",
                '\uF0D8' or '\uF0FC' or '\uF076' => "➢",
                // At the end it belongs to an abbreviation ("1445 هـ").
                Tatweel when IsInside(text, i) => "",
                _ when char.IsSurrogate(c) => "\uFFFD",
                // Joiners (U+200C, U+200D) belong to the word; marks of direction do not.
                _ when char.IsControl(c)
                    || c is '\uFEFF' or '\u200B' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E')
                    or (>= '\u2066' and <= '\u2069') => "",
                _ => c.ToString(),
            });
        }

        return clean.ToString().Trim();
    }

    private static bool IsInside(string text, int at) =>
        text.AsSpan(0, at).IndexOfAnyExcept(Tatweel) >= 0 && text.AsSpan(at).IndexOfAnyExcept(Tatweel) is >= 0 and var next
            && char.IsLetter(text[at + next]);
}
