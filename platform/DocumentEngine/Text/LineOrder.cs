using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Puts the words of a line into reading order on pages with right-to-left text. PDFium gives the letters of a word in that order, and
/// the words of a line in an order of its own; where they stand decides.
/// </summary>
internal static class LineOrder
{
    private const double SpaceEm = 0.12;

    /// <summary>A gap between two words, whichever stands first.</summary>
    public static bool AreApart(PageWord one, PageWord other) =>
        Math.Max(other.Box.L - one.Box.R, one.Box.L - other.Box.R) > SpaceEm * Math.Max(one.SizePt, other.SizePt);

    public static void ToLogical(List<PageWord> line)
    {
        if (line.Count < 2 || !IsHorizontal(line))
        {
            return;
        }

        // From left to right as on paper, then every stretch against the line's own direction is turned around.
        line.Sort((one, other) => one.Box.L.CompareTo(other.Box.L));
        var rightToLeft = line.Sum(word => DirectionOf(word.Text) * word.Text.Length) > 0;
        if (rightToLeft)
        {
            line.Reverse();
        }

        Turn(line, rightToLeft ? -1 : 1);
    }

    private static void Turn(List<PageWord> line, int direction)
    {
        for (var start = 0; start < line.Count; start++)
        {
            var end = start;
            while (end < line.Count && DirectionOf(line[end].Text) == direction)
            {
                end++;
            }

            if (end - start > 1)
            {
                line.Reverse(start, end - start);
            }

            start = Math.Max(start, end - 1);
        }
    }

    private static bool IsHorizontal(List<PageWord> line)
    {
        var first = line[0].Box;
        return line.TrueForAll(word => word.Box.T < first.B && word.Box.B > first.T);
    }

    /// <summary>1: right to left; -1: left to right, numbers included; 0: neither.</summary>
    private static int DirectionOf(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && IsRightToLeft((char)rune.Value))
            {
                return 1;
            }

            if (Rune.IsLetterOrDigit(rune))
            {
                return -1;
            }
        }

        return 0;
    }

    public static bool IsRightToLeft(char letter) => letter is
        (>= '\u0590' and <= '\u08FF' and not (>= '\u0660' and <= '\u0669')) or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFE');
}
