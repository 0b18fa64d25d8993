using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.VisionEngine.Text;

/// <summary>Turns areas, with their picture or for themselves.</summary>
internal static class TextAreas
{
    /// <summary>Text that runs up or down, or one tall letter.</summary>
    private const double TallShare = 1.5;

    /// <summary>So much of a line under what is known is known.</summary>
    private const double KnownShare = 0.6;

    /// <summary>The detector's areas are longer than their text by this share of their thickness: most of a single
    /// digit's.</summary>
    private const double MarginShare = 0.5;

    public static bool IsTall(TextArea area) => Frame.Of(area) is var frame && frame.Height >= TallShare * frame.Width;

    /// <summary>The same place in the picture turned clockwise, read the same way as there.</summary>
    public static TextArea Turn(TextArea area, int quarters, int width, int height)
    {
        var corners = Corners(area).Select(corner => (quarters % 4) switch
        {
            1 => (height - corner.Y, corner.X),
            2 => (width - corner.X, height - corner.Y),
            3 => (corner.Y, width - corner.X),
            _ => corner,
        }).ToArray();
        // What was top left is top right after a quarter, and reading begins at the new top left.
        return From(area, corners, (4 - (quarters % 4)) % 4);
    }

    /// <summary>The same place, read from another of its corners: 1 for text that runs up, 3 for text that runs down.</summary>
    public static TextArea StartingAt(TextArea area, int corner) => From(area, Corners(area), corner);

    /// <summary>
    /// What is known covers most of its text. Only what stands in its middle counts: a sloping line's level box holds words of
    /// the lines beside it.
    /// </summary>
    public static bool IsKnown(TextArea area, IReadOnlyList<Box> known)
    {
        var frame = Frame.Of(area);
        var isTall = IsTall(area);
        var (length, thickness) = isTall ? (frame.Height, frame.Width) : (frame.Width, frame.Height);
        var covered = known.Where(box => frame.Holds(box.CenterX, box.CenterY)).Sum(box => isTall ? box.Height : box.Width);
        return covered > 0 && covered > KnownShare * (length - (MarginShare * thickness));
    }

    private static (double X, double Y)[] Corners(TextArea area) =>
        [.. area.Corners.Chunk(2).Select(corner => (corner[0], corner[1]))];

    private static TextArea From(TextArea area, (double X, double Y)[] corners, int first) => area with
    {
        Corners = [.. Enumerable.Range(0, 4).Select(i => corners[(first + i) % 4])
            .SelectMany(corner => (double[])[corner.X, corner.Y])],
    };
}
