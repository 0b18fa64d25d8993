using System.Text;

namespace DaprProcessing.Documents.Chunking;

/// <summary>
/// About how many tokens a text is to an embedding model, without the model's vocabulary: a word of up to six letters is one,
/// a longer one has one for every further four; marks and letters of scripts without spaces are one each. It counts rather more
/// than fewer, so that what fits here fits there.
/// </summary>
public static class TokenCount
{
    private const int WholeWord = 6;
    private const int Piece = 4;

    public static int Of(string text)
    {
        Scan(text, 0, int.MaxValue, out var tokens);
        return tokens;
    }

    /// <summary>Where a passage from <paramref name="start"/> of at most so many tokens ends; one letter further at
    /// least.</summary>
    public static int Reach(string text, int start, int tokens) => Scan(text, start, tokens, out _);

    private static int Scan(string text, int start, int limit, out int tokens)
    {
        (tokens, var letters, var at) = (0, 0, start);
        while (at < text.Length)
        {
            var length = Rune.TryGetRuneAt(text, at, out var rune) ? rune.Utf16SequenceLength : 1;
            var isLetter = length == 1 && char.IsLetterOrDigit(text[at]) && !IsWholeByItself(text[at]);
            letters = isLetter ? letters + 1 : 0;
            var costs = isLetter
                ? letters == 1 || (letters > WholeWord && (letters - WholeWord) % Piece == 1)
                : !char.IsWhiteSpace(text[at]);
            if (costs && tokens == limit && at > start)
            {
                return at;
            }

            tokens += costs ? 1 : 0;
            at += length;
        }

        return at;
    }

    // Chinese, Japanese, Korean, Thai and their neighbours.
    private static bool IsWholeByItself(char letter) => letter is (>= '\u0E00' and <= '\u0EFF') or (>= '\u2E80' and <= '\uD7FF')
        or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFFEF');
}
