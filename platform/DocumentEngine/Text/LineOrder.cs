using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Poppler gives the letters of a word in logical order, but the words of a line from left to right. A line of a right-to-left script is
/// turned around, its left-to-right stretches (numbers, Latin) excepted.
/// </summary>
internal static class LineOrder
{
    public static void ToLogical(List<PageWord> line)
    {
        if (line.Count < 2 || !IsRightToLeft(line) || !RunsLeftToRight(line))
        {
            return;
        }

        line.Reverse();
        for (var start = 0; start < line.Count; start++)
        {
            var end = start;
            while (end < line.Count && DirectionOf(line[end].Text) < 0)
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

    private static bool IsRightToLeft(List<PageWord> line)
    {
        var balance = 0;
        foreach (var word in line)
        {
            balance += DirectionOf(word.Text) * word.Text.Length;
        }

        return balance > 0;
    }

    private static bool RunsLeftToRight(List<PageWord> line)
    {
        var steps = 0;
        for (var i = 1; i < line.Count; i++)
        {
            steps += Math.Sign(line[i].Box.L - line[i - 1].Box.L);
        }

        return steps > 0;
    }

    /// <summary>1: right to left; -1: left to right, numbers included; 0: neither.</summary>
    private static int DirectionOf(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (>= 0x0590 and <= 0x08FF and not (>= 0x0660 and <= 0x0669)) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF))
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
}
