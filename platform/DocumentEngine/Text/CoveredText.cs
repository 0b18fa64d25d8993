using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Text that a picture was drawn over, as some recognisers leave it under their scans: nobody sees it. Only a look tells a
/// picture from a stencil or a watermark that lets the text through: the page is drawn with its text and without, and words that
/// make no difference are unseen.
/// </summary>
internal static class CoveredText
{
    /// <returns>The words, the covered ones marked as hidden. Where a look was taken the page draws no text any more.</returns>
    public static IReadOnlyList<PageWord> Mark(PdfPage page, PageDrawing drawing, IReadOnlyList<PageWord> words)
    {
        var below = drawing.PicturesOverText.Count == 0 ? []
            : words.Where(word => !word.Hidden && drawing.PicturesOverText.Any(box => box.HoldsCenterOf(word.Box)))
                .ToHashSet<PageWord>(ReferenceEqualityComparer.Instance);
        if (below.Count == 0)
        {
            return words;
        }

        var part = Box.Around(below.Select(word => word.Box));
        var shown = InkPicture.Of(page, part, inGray: false);
        HiddenText.Hide(page);
        var without = InkPicture.Of(page, part, inGray: false);
        return [.. words.Select(word =>
            below.Contains(word) && !shown.Differs(without, word.Box) ? word with { Hidden = true } : word)];
    }
}
