using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>Chinese and Japanese are written without spaces; the gaps that readers take for one are letter spacing.</summary>
internal static class CjkSpacing
{
    /// <summary>A gap beyond this share of the font size is meant: a tab, a column.</summary>
    private const double MaxGapEm = 1.0;

    public static bool IsJoint(PageWord left, PageWord right)
    {
        if (!EndsInCjk(left.Text) || !StartsWithCjk(right.Text))
        {
            return false;
        }

        var size = Math.Max(left.SizePt, right.SizePt);
        return size <= 0 || Math.Max(right.Box.L - left.Box.R, right.Box.T - left.Box.B) <= MaxGapEm * size;
    }

    private static bool StartsWithCjk(string text) =>
        Rune.DecodeFromUtf16(text, out var first, out _) == 0 && Scripts.IsCjk(first.Value);

    public static bool EndsInCjk(string text) =>
        Rune.DecodeLastFromUtf16(text, out var last, out _) == 0 && Scripts.IsCjk(last.Value);
}
