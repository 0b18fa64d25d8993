using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>
/// The characters of a word from left to right as they would be seen: readers of PDF put right-to-left text into its order
/// themselves, by where its characters stand.
/// </summary>
internal static class VisualOrder
{
    public static List<Rune> Of(string word)
    {
        var runes = word.EnumerateRunes().Where(rune => !Rune.IsControl(rune)).ToList();
        if (!Scripts.HasRightToLeft(word))
        {
            return runes;
        }

        runes.Reverse();
        var start = -1;
        for (var i = 0; i <= runes.Count; i++)
        {
            if (i < runes.Count && ReadsLeftToRight(runes, i))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                runes.Reverse(start, i - start);
                start = -1;
            }
        }

        return runes;
    }

    /// <summary>Digits and foreign letters, and what stands between two of them: 3.14 is one number.</summary>
    private static bool ReadsLeftToRight(List<Rune> runes, int at) => IsStrong(runes[at])
        || (at > 0 && at + 1 < runes.Count && IsStrong(runes[at - 1]) && IsStrong(runes[at + 1]) && !IsRightToLeft(runes[at]));

    private static bool IsStrong(Rune rune) =>
        Rune.IsLetterOrDigit(rune) && (!IsRightToLeft(rune) || Rune.IsDigit(rune));

    private static bool IsRightToLeft(Rune rune) => rune.IsBmp && Scripts.IsRightToLeft((char)rune.Value);
}
