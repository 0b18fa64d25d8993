using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>
/// Finds fonts whose letters are all as wide as each other, which not every typewriter face says of itself: text in many letters
/// of one advance, beside text in letters of their own widths, is a listing, whatever its font is called.
/// </summary>
internal static class FixedPitch
{
    private const int FewestWords = 8, FewestLetters = 15;

    /// <summary>Boxes are told to a hundredth of a point or so; the letters of other faces differ by a half and more.</summary>
    private const double Spread = 0.04;

    /// <returns>The fonts of the page, marked.</returns>
    public static IReadOnlyList<PageFont> Mark(PageText page)
    {
        if (page.Source != TextSource.TextLayer)
        {
            return page.Fonts;
        }

        var words = page.Words.Take(PageWords.MaxWords).ToLookup(word => word.Font);
        var isFixed = page.Fonts.Select((_, index) => IsFixed(words[index])).ToList();
        return !isFixed.Contains(false) ? page.Fonts : [.. page.Fonts.Select((font, index) =>
            font.Monospace || isFixed[index] != true ? font : font with { Monospace = true })];
    }

    /// <returns>Null where too little is set in the font to tell.</returns>
    private static bool? IsFixed(IEnumerable<PageWord> words)
    {
        var (count, least, most, letters) = (0, double.MaxValue, 0.0, new HashSet<char>());
        foreach (var word in words.Where(word => word.Text.Length > 1 && word.SizePt > 0 && word.AngleDeg == 0))
        {
            var advance = word.Box.Width / word.Text.Length / word.SizePt;
            (least, most) = (Math.Min(least, advance), Math.Max(most, advance));
            if (most - least > Spread * most || Scripts.IsSpaceless(word.Text[0]))
            {
                return false;
            }

            letters.UnionWith(word.Text);
            count++;
        }

        return count >= FewestWords && letters.Count >= FewestLetters ? true : null;
    }
}
