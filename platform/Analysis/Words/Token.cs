using System.Globalization;
using System.Text;

namespace DaprProcessing.Analysis.Words;

/// <summary>A word of a text and where it stands.</summary>
internal readonly record struct Token(string Text, int Start)
{
    public int End => Start + Text.Length;

    public string Lower => Text.ToLowerInvariant();

    public bool IsCapitalized => char.IsUpper(Text[0]);

    /// <summary>
    /// Letters, digits and marks, with apostrophes and hyphens between them. Of scripts that are written without spaces each sign
    /// is a word.
    /// </summary>
    public static List<Token> In(string text, int start, int end)
    {
        var tokens = new List<Token>();
        for (var at = start; at < end;)
        {
            var from = at;
            while (at < end && WordLength(text, at) is > 0 and var length)
            {
                at += length;
                if (IsWordOfItsOwn(text[at - length]))
                {
                    break;
                }

                if (at + 1 < end && text[at] is '\'' or '’' or '-' && WordLength(text, at + 1) > 0)
                {
                    at++;
                }
            }

            if (at > from)
            {
                tokens.Add(new Token(text[from..Math.Min(at, end)], from));
            }
            else
            {
                at++;
            }
        }

        return tokens;
    }

    /// <summary>UTF-16 units of the letter, digit or mark that begins here; 0 where none does.</summary>
    private static int WordLength(string text, int at) =>
        Rune.TryGetRuneAt(text, at, out var rune) && (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark) ? rune.Utf16SequenceLength : 0;

    private static bool IsWordOfItsOwn(char sign) => sign is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF');
}
