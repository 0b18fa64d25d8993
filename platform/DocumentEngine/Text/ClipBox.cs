using System.Numerics;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>The part of the displayed page that an object's clip paths leave: the box around each, all of them
/// together.</summary>
internal static class ClipBox
{
    /// <summary>A clip of more segments is the outline of something, and its box as good as the page.</summary>
    private const int MaxSegments = 200;

    /// <summary>Three letters have more.</summary>
    private const int FewestOutlineSegments = 24;

    private const int MaxOutlineSegments = 200_000;

    public static Box Of(nint item, in Matrix3x2 toDisplay, Box visible)
    {
        var clip = PdfiumObject.Clip(item);
        var paths = clip == 0 ? 0 : PdfiumPath.CountClips(clip);
        for (var path = 0; path < paths; path++)
        {
            var segments = PdfiumPath.CountClipSegments(clip, path);
            if (segments is > 0 and <= MaxSegments)
            {
                visible = Intersect(visible, BoxOf(clip, path, segments, toDisplay));
            }
        }

        return visible;
    }

    /// <returns>The outline that an object is seen through: it may be the letters of a text. Null where each clip is
    /// simple.</returns>
    public static (nint Clip, int Path, int Segments)? Outline(nint item)
    {
        var clip = PdfiumObject.Clip(item);
        var paths = clip == 0 ? 0 : PdfiumPath.CountClips(clip);
        for (var path = 0; path < paths; path++)
        {
            if (PdfiumPath.CountClipSegments(clip, path) is >= FewestOutlineSegments and <= MaxOutlineSegments and var segments)
            {
                return (clip, path, segments);
            }
        }

        return null;
    }

    /// <returns>Of no area where they do not meet.</returns>
    public static Box Intersect(Box one, Box other)
    {
        var (left, top) = (Math.Max(one.L, other.L), Math.Max(one.T, other.T));
        return new Box(left, top, Math.Max(left, Math.Min(one.R, other.R)), Math.Max(top, Math.Min(one.B, other.B)));
    }

    public static Box Transform(float left, float bottom, float right, float top, in Matrix3x2 matrix)
    {
        var box = At(Vector2.Transform(new Vector2(left, bottom), matrix));
        box = box.Union(At(Vector2.Transform(new Vector2(right, bottom), matrix)));
        box = box.Union(At(Vector2.Transform(new Vector2(left, top), matrix)));
        return box.Union(At(Vector2.Transform(new Vector2(right, top), matrix)));
    }

    private static Box BoxOf(nint clip, int path, int segments, in Matrix3x2 toDisplay)
    {
        Box? box = null;
        for (var index = 0; index < segments; index++)
        {
            if (PdfiumPath.Point(PdfiumPath.ClipSegment(clip, path, index), out var x, out var y) != 0)
            {
                var at = At(Vector2.Transform(new Vector2(x, y), toDisplay));
                box = box?.Union(at) ?? at;
            }
        }

        return box ?? default;
    }

    private static Box At(Vector2 point) => new(point.X, point.Y, point.X, point.Y);
}
