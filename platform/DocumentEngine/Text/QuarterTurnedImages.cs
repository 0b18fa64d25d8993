using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Puts right the boxes of images drawn with a quarter turn. For those poppler gives the corner that was the image's top left, and from
/// there the image's own width to the right and its height down, as if it had not been turned.
/// </summary>
internal sealed class QuarterTurnedImages(double pageWidthPt, double pageHeightPt, bool pageOnItsSide)
{
    private const double TolerancePt = 2;

    /// <param name="raw">As poppler gives them.</param>
    public IEnumerable<Box> Place(IReadOnlyList<Box> raw)
    {
        if (pageOnItsSide)
        {
            // The turn is the page's, so it is the same for all images: the one that puts more of them on the page.
            var clockwise = raw.Count(box => IsOnPage(Clockwise(box)));
            var counterclockwise = raw.Count(box => IsOnPage(Counterclockwise(box)));
            return clockwise >= counterclockwise
                ? raw.Select(box => FirstOnPage(Clockwise(box), box, Counterclockwise(box)))
                : raw.Select(box => FirstOnPage(Counterclockwise(box), box, Clockwise(box)));
        }

        return raw.Select(box => FirstOnPage(box, Clockwise(box), Counterclockwise(box)));
    }

    private static Box Clockwise(Box raw) => new(raw.L - raw.Height, raw.T, raw.L, raw.T + raw.Width);

    private static Box Counterclockwise(Box raw) => new(raw.L, raw.T - raw.Width, raw.L + raw.Height, raw.T);

    private Box FirstOnPage(Box first, Box second, Box third) => IsOnPage(first) ? first : IsOnPage(second) ? second : IsOnPage(third) ? third : first;

    private bool IsOnPage(Box box) =>
        box.L >= -TolerancePt && box.T >= -TolerancePt && box.R <= pageWidthPt + TolerancePt && box.B <= pageHeightPt + TolerancePt;
}
