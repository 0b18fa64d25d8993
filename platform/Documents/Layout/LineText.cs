using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>The words of a row as one line of text in logical order.</summary>
internal static class LineText
{
    private const int UsualLength = 128;

    public static string Of(IReadOnlyList<Word> words)
    {
        var hasRightToLeft = words.Any(word => Scripts.HasRightToLeft(word.Text));
        if (words.Count > 1 && (words[0].Mirrored || hasRightToLeft))
        {
            words = Logical(words);
        }

        var isRightToLeft = words[0].Mirrored ? Scripts.IsMostlyRightToLeft(words.Select(word => word.Text)) : hasRightToLeft;
        var line = new StringBuilder(UsualLength);
        for (var i = 0; i < words.Count; i++)
        {
            if (i > 0 && NeedsSpace(words[i - 1], words[i]))
            {
                line.Append(' ');
            }

            line.Append(isRightToLeft ? LoneBracket(words, i) ?? Punctuated(words[i].Text) : words[i].Text);
        }

        return line.ToString();
    }

    // Text layers give the punctuation of a right-to-left word where it is seen, not where it is read.
    private static string Punctuated(string word)
    {
        var start = 0;
        while (start < word.Length
            && word[start] is '.' or ',' or ':' or ';' or '!' or '?' or '،' or '؛' or '؟' or ')' or ']' or '»')
        {
            start++;
        }

        return start == 0 || start == word.Length ? word : string.Concat(word.AsSpan(start), word.AsSpan(0, start));
    }

    // Text layers mirror some brackets of a right-to-left line and leave others. What it touches tells which way one faces.
    private static string? LoneBracket(IReadOnlyList<Word> words, int at)
    {
        if (words[at].Text is not ("(" or ")"))
        {
            return null;
        }

        var (before, after) = (at == 0 ? double.MaxValue : Gap(words[at - 1], words[at]),
            at == words.Count - 1 ? double.MaxValue : Gap(words[at], words[at + 1]));
        return Math.Abs(before - after) < 0.1 * words[at].Size ? null : after < before ? "(" : ")";
    }

    private static double Gap(Word before, Word after) =>
        Math.Max(after.Box.L - before.Box.R, before.Box.L - after.Box.R);

    // A wide gap is a space even where the source says the words touch; a source's "space" between spaceless scripts is none.
    private static bool NeedsSpace(Word before, Word after)
    {
        if (Scripts.JoinsWithoutSpace(before.Text, after.Text))
        {
            return false;
        }

        return before.SpaceAfter || Gap(before, after) > 0.3 * Math.Max(before.Size, after.Size);
    }

    /// <summary>Words come in the page's direction; the line may have the other one, and runs of words inside it the other one
    /// again.</summary>
    private static List<Word> Logical(IReadOnlyList<Word> words)
    {
        var logical = new List<Word>(words);
        var isRightToLeft = Scripts.IsMostlyRightToLeft(words.Select(word => word.Text));
        if (isRightToLeft != words[0].Mirrored)
        {
            logical.Reverse();
        }

        var start = -1;
        for (var i = 0; i <= logical.Count; i++)
        {
            if (i < logical.Count
                && (isRightToLeft ? Scripts.ReadsLeftToRight(logical[i].Text) : Scripts.HasRightToLeft(logical[i].Text)))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                // Numbers side by side follow the line, each by itself; only with letters among them do they follow those.
                if (logical.GetRange(start, i - start).Exists(word => word.Text.Any(char.IsLetter)))
                {
                    logical.Reverse(start, i - start);
                }

                start = -1;
            }
        }

        return logical;
    }
}
