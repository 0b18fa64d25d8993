using System.Text;

namespace DaprProcessing.Documents.Layout;

/// <summary>The words of a row as one line of text in logical order.</summary>
internal static class LineText
{
    public static string Of(IReadOnlyList<Word> words)
    {
        if (words.Any(word => Script.HasRightToLeft(word.Text)))
        {
            words = Logical(words);
        }

        var line = new StringBuilder();
        for (var i = 0; i < words.Count; i++)
        {
            if (i > 0 && NeedsSpace(words[i - 1], words[i]))
            {
                line.Append(' ');
            }

            line.Append(words[i].Text);
        }

        return line.ToString();
    }

    // A wide gap is a space even where the source says the words touch; a source's "space" between spaceless scripts is none.
    private static bool NeedsSpace(Word before, Word after)
    {
        if (Script.JoinsWithoutSpace(before.Text, after.Text))
        {
            return false;
        }

        var gap = Math.Max(after.Box.L - before.Box.R, before.Box.L - after.Box.R);
        return before.SpaceAfter || gap > 0.3 * Math.Max(before.Size, after.Size);
    }

    /// <summary>In mirrored coordinates right-to-left words come in order; runs of left-to-right words inside them come reversed.</summary>
    private static List<Word> Logical(IReadOnlyList<Word> words)
    {
        var logical = new List<Word>(words);
        var start = -1;
        for (var i = 0; i <= logical.Count; i++)
        {
            if (i < logical.Count && Script.ReadsLeftToRight(logical[i].Text))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                logical.Reverse(start, i - start);
                start = -1;
            }
        }

        return logical;
    }
}
