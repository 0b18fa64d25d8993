using System.Text;

namespace DaprProcessing.Contracts.Pages;

/// <summary>What reading a page has to know of writing systems: which have no spaces, which run from right to left.</summary>
public static class Scripts
{
    // Of most texts all letters come before these, which is quicker to see than where each belongs.
    private const char BeforeRightToLeft = '\u058F';
    private const char BeforeSpaceless = '\u0DFF';

    /// <summary>Han, Kana, Bopomofo and full-width forms. Hangul is not among them: it has spaces.</summary>
    public static bool IsCjk(int rune) => rune is
        (>= 0x2E80 and <= 0x30FF) or (>= 0x3100 and <= 0x312F) or (>= 0x31A0 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFFEF) or (>= 0x20000 and <= 0x3FFFF);

    /// <summary>Written without spaces between words: besides the above Thai and Lao.</summary>
    public static bool IsSpaceless(int rune) => IsCjk(rune) || rune is >= 0x0E00 and <= 0x0EFF;

    /// <summary>
    /// Hebrew, Arabic, Syriac, Thaana and their presentation forms. Arabic-Indic digits count, because a line of such numbers
    /// runs from right to left; the digits of one number do not: see <see cref="IsRightToLeftLetter"/>.
    /// </summary>
    public static bool IsRightToLeft(char c) =>
        c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFE');

    /// <summary>Letters whose order inside a word is from right to left.</summary>
    public static bool IsRightToLeftLetter(char c) =>
        IsRightToLeft(c) && c is not ((>= '\u0660' and <= '\u0669') or (>= '\u06F0' and <= '\u06F9'));

    public static bool HasRightToLeft(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', BeforeRightToLeft))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (IsRightToLeft(c))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Latin or other left-to-right letters, or digits: reads left to right even inside right-to-left text.</summary>
    public static bool ReadsLeftToRight(string text) => text.Any(char.IsLetterOrDigit) && !HasRightToLeft(text);

    public static bool IsMostlyRightToLeft(IEnumerable<string> words)
    {
        var (right, left) = (0, 0);
        foreach (var word in words)
        {
            foreach (var c in word)
            {
                right += IsRightToLeft(c) ? 1 : 0;
                left += char.IsLetter(c) && !IsRightToLeft(c) ? 1 : 0;
            }
        }

        return right > left;
    }

    /// <summary>True where no space belongs between two pieces of text.</summary>
    public static bool JoinsWithoutSpace(string before, string after) =>
        before.Length == 0 || after.Length == 0
            || (before[^1] > BeforeSpaceless && after[0] > BeforeSpaceless && IsSpaceless(LastRune(before))
                && IsSpaceless(Rune.GetRuneAt(Safe(after), 0).Value));

    private static int LastRune(string text)
    {
        Rune.DecodeLastFromUtf16(text, out var rune, out _);
        return rune.Value;
    }

    // A lone surrogate has no rune; the words are cleaned of them, a layout read back from JSON need not be.
    private static string Safe(string text) =>
        char.IsSurrogate(text[0]) && !(text.Length > 1 && char.IsSurrogatePair(text[0], text[1])) ? "x" : text;
}
