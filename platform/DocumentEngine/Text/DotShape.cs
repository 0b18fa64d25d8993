using System.Globalization;
using System.Text;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// A sign that is mapped to no letter and looks like a full stop: leaders are set from such glyphs. Left as they are, the page
/// has hundreds of unreadable signs, and passes for one whose letters cannot be read.
/// </summary>
internal static class DotShape
{
    private const double SmallestEm = 0.04;
    private const double LargestEm = 0.26;
    private const double OffBaseLineEm = 0.06;

    /// <summary>The sign is mapped to nothing that a reader can use.</summary>
    public static bool MayBe(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    /// <param name="bottom">Of its ink, above the base line.</param>
    public static bool Is(double width, double height, double bottom, double size) =>
        width >= SmallestEm * size && width <= LargestEm * size && height >= SmallestEm * size && height <= LargestEm * size
            && Math.Abs(bottom) <= OffBaseLineEm * size;
}
