using System.Numerics;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>From where words stand, on the page as it was turned to be read, to where the page's content has them.</summary>
internal static class PageSpace
{
    /// <param name="unit">Points that the page's own unit has.</param>
    public static Matrix3x2 Of(PageText text, PdfPage page, double unit) => Matrix3x2.Invert(page.ToDisplay, out var toPage)
        ? Displayed(text) * Matrix3x2.CreateScale((float)(1 / unit)) * toPage
        : throw new InvalidOperationException("a page's space is a turn and a shift");

    /// <summary>From the upright page to the one that is displayed: the turn that put it upright, undone.</summary>
    public static Matrix3x2 Displayed(PageText text)
    {
        var (width, height) = ((float)text.WidthPt, (float)text.HeightPt);
        return ((4 - (text.RotationDeg / 90)) % 4) switch
        {
            1 => new Matrix3x2(0, 1, -1, 0, height, 0),
            2 => new Matrix3x2(-1, 0, 0, -1, width, height),
            3 => new Matrix3x2(0, -1, 1, 0, 0, width),
            _ => Matrix3x2.Identity,
        };
    }
}
