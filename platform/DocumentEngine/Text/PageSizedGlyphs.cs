using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// A glyph that fills much of a page is a picture of it: a scan that a program has made the one glyph of a Type 3 font. Such
/// fonts have no name; a large letter of a poster has one.
/// </summary>
internal static class PageSizedGlyphs
{
    /// <summary>Of the page's width; how high such a glyph is its font seldom tells.</summary>
    private const double LeastShare = 0.4;

    private const int MostLetters = 2;

    /// <returns>The words without them; they are pictures of the drawing.</returns>
    public static IReadOnlyList<PageWord> TakeOut(IReadOnlyList<PageWord> words, int? nameless, Box page, PageDrawing drawing)
    {
        var pictures = nameless is not { } font ? [] : words.Where(word => word.Font == font
            && word.Text.Length <= MostLetters && word.Box.Clip(page).Width >= LeastShare * page.Width).ToList();
        pictures.ForEach(picture => drawing.AddPicture(page with { L = picture.Box.L, R = picture.Box.R }));
        return pictures.Count == 0 ? words : [.. words.Except(pictures, ReferenceEqualityComparer.Instance).Cast<PageWord>()];
    }
}
