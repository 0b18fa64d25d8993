using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Slides;

/// <summary>Where shapes stand on their slide, in points from its lower left corner.</summary>
internal sealed class SlidePlaces(int slide, PageItemSize size)
{
    public ProvenanceItem Whole => new(slide, new BoundingBox(0, size.Height, size.Width, 0, BoundingBox.BottomLeft), [0, 0]);

    /// <summary>The place that a transform says, as far as it is on the slide; all of it where it says none.</summary>
    public ProvenanceItem Of(XElement? transform)
    {
        var (offset, extent) = (transform.Child("off"), transform.Child("ext"));
        if (offset.Long("x") is not { } x || offset.Long("y") is not { } y
            || extent.Long("cx") is not { } width || extent.Long("cy") is not { } height)
        {
            return Whole;
        }

        var (left, right) = (Inside(x, size.Width), Inside(x + (double)width, size.Width));
        var (top, bottom) = (Inside(y, size.Height), Inside(y + (double)height, size.Height));
        return new ProvenanceItem(
            slide,
            new BoundingBox(
                Math.Min(left, right), Math.Round(size.Height - Math.Min(top, bottom), 2), Math.Max(left, right),
                Math.Round(size.Height - Math.Max(top, bottom), 2), BoundingBox.BottomLeft),
            [0, 0]);
    }

    private static double Inside(double emus, double most) => Math.Clamp(SlideReader.Points(emus), 0, most);
}
