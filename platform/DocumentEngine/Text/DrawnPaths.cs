using System.Numerics;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Takes the level and upright lines out of path operations: strokes as they are, filled rectangles thinner than a line may be
/// as one line, wider ones as four edges. Small filled shapes are kept as well: they may be bullets.
/// </summary>
internal sealed class DrawnPaths(Box page)
{
    private const float MaxThicknessPt = 4;

    /// <summary>A path of more segments is the outline of a drawing or of letters.</summary>
    private const int MaxSegments = 2000;

    private const int MaxBlobs = 5000;
    private const int MaxPatterns = 100;
    private const int MaxGrounds = 100;
    private const int MaxOutlines = 50;

    /// <summary>The letters of some lines of text.</summary>
    private const int LongOutline = 200;

    private const double MinGroundPt = 24;
    private const double MaxBlobSidePt = 24;

    /// <summary>A background: nobody sees its edges.</summary>
    private const double PageShare = 0.95;

    private const uint TileGray = 0xBF;
    private const uint WhiteFrom = 252;
    private const uint VisibleFrom = 16;
    private const uint Opaque = 255;

    private readonly LineCollector _lines = new();
    private readonly FilledAreas _areas = new();
    private readonly List<Box> _blobs = [];
    private readonly List<Box> _patterns = [];
    private readonly List<Box> _grounds = [];
    private readonly PathReader _reader = new();
    private int _outlines;

    public IReadOnlyList<Box> Blobs => _blobs;

    public IReadOnlyList<Box> Patterns => _patterns;

    public LetterShapes Letters { get; } = new(page);

    public LetterRows Rows { get; } = new();

    public IReadOnlyList<Box> Lines()
    {
        _areas.AddEdgesTo(_lines);
        return _lines.Finish();
    }

    public void Add(nint path, in Matrix3x2 toDisplay, Box visible)
    {
        if (PdfiumPath.DrawMode(path, out var fill, out var stroke) == 0)
        {
            return;
        }

        var mayBePattern = false;
        var strokes = stroke != 0 ? StrokeColor(path) : null;
        var fills = fill != PdfiumPath.NoFill ? FillColor(path, out mayBePattern) : null;
        if (mayBePattern && _patterns.Count < MaxPatterns)
        {
            _patterns.Add(BoxOf(path, toDisplay, visible));
        }

        if (fills is not null)
        {
            AddSeenThrough(path, toDisplay, visible);
        }

        var isLight = strokes is null && fills is null;
        if ((isLight && !IsOnGround(path, toDisplay, visible)) || !ReadShapes(path, toDisplay, visible))
        {
            return;
        }

        if (strokes is { } line)
        {
            AddStrokes(path, toDisplay, visible, line);
        }

        if (fills is { } area)
        {
            AddFills(path, toDisplay, visible, area);
        }
    }

    /// <summary>A fill or a shading of colours shows the outline it is seen through, which may be letters.</summary>
    public void AddSeenThrough(nint item, in Matrix3x2 toDisplay, Box visible)
    {
        if (_outlines >= MaxOutlines || ClipBox.Outline(item) is not { } outline)
        {
            return;
        }

        _outlines++;
        _reader.ReadClip(outline.Clip, outline.Path, toDisplay);
        var shown = BoxOf(item, toDisplay, visible);
        foreach (var shape in _reader.Shapes.Where(shape => shown.Overlaps(shape.Box)))
        {
            Rows.Add(shape);
        }

        if (outline.Segments >= LongOutline && _reader.Shapes.Count > 0)
        {
            Letters.AddLong(
                ClipBox.Intersect(Box.Around(_reader.Shapes.Select(shape => shape.Box)), shown), outline.Segments);
        }
    }

    /// <summary>White on a ground that was filled before shows as well; what white lines rule there does not matter.</summary>
    private bool IsOnGround(nint path, in Matrix3x2 toDisplay, Box visible)
    {
        if (_grounds.Count == 0)
        {
            return false;
        }

        var box = BoxOf(path, toDisplay, visible);
        return box is { Width: > 0, Height: > 0 } && _grounds.Exists(ground => ground.Overlaps(box));
    }

    /// <returns>False where there is no more to be known of the path than that it may be letters.</returns>
    private bool ReadShapes(nint path, in Matrix3x2 toDisplay, Box visible)
    {
        if (PdfiumPath.Count(path) is > MaxSegments and var segments)
        {
            Letters.AddLong(BoxOf(path, toDisplay, visible), segments);
            return false;
        }

        if (_lines.IsFull)
        {
            return false;
        }

        _reader.Read(path, toDisplay);
        foreach (var shape in _reader.Shapes)
        {
            Letters.Add(shape.Box);
            Rows.Add(shape);
        }

        return true;
    }

    private static uint? StrokeColor(nint path) =>
        PdfiumObject.StrokeColor(path, out var red, out var green, out var blue, out var alpha) != 0
            ? Seen(red, green, blue, alpha) : null;

    /// <param name="mayBePattern">It has no colour to be asked for, or the gray that PDFium tells of coloured tiles; or it is
    /// opaque and drawn through something all the same, which may be a mask with a text in it.</param>
    private static uint? FillColor(nint path, out bool mayBePattern)
    {
        var isColor = PdfiumObject.FillColor(path, out var red, out var green, out var blue, out var alpha) != 0;
        mayBePattern = !isColor || (red, green, blue) == (TileGray, TileGray, TileGray)
            || (alpha == Opaque && PdfiumObject.HasTransparency(path) != 0);
        return isColor ? Seen(red, green, blue, alpha) : null;
    }

    private static Box BoxOf(nint path, in Matrix3x2 toDisplay, Box visible) =>
        PdfiumObject.Bounds(path, out var left, out var bottom, out var right, out var top) == 0 ? default
            : ClipBox.Intersect(ClipBox.Transform(left, bottom, right, top, toDisplay), ClipBox.Of(path, toDisplay, visible));

    /// <summary>Null where it does not show on paper.</summary>
    private static uint? Seen(uint red, uint green, uint blue, uint alpha) =>
        alpha >= VisibleFrom && Math.Min(red, Math.Min(green, blue)) < WhiteFrom
            ? (alpha << 24) | (red << 16) | (green << 8) | blue : null;

    private void AddStrokes(nint path, in Matrix3x2 toDisplay, Box visible, uint color)
    {
        if (!_reader.HasStraightLines)
        {
            return;
        }

        _ = PdfiumObject.StrokeWidth(path, out var width);
        var scale = PdfiumObject.Matrix(path, out var own) != 0 ? Scale(own) : 1;
        scale *= MathF.Sqrt(MathF.Abs(toDisplay.GetDeterminant()));
        var thickness = Math.Max(0.1f, width * scale);
        var clip = ClipBox.Of(path, toDisplay, visible);
        foreach (var (from, to) in _reader.StraightLines)
        {
            var box = Around(from, to, thickness / 2);
            if (thickness <= MaxThicknessPt)
            {
                _lines.Add(ClipBox.Intersect(box, clip), isLevel: IsLevel(from, to));
            }
            else
            {
                AddRectangle(box, clip, color);
            }
        }
    }

    private void AddFills(nint path, in Matrix3x2 toDisplay, Box visible, uint color)
    {
        Box? clip = null;
        foreach (var shape in _reader.Shapes)
        {
            if (shape.Box.Width <= MaxBlobSidePt && shape.Box.Height <= MaxBlobSidePt && _blobs.Count < MaxBlobs)
            {
                _blobs.Add(shape.Box);
            }

            if (shape.IsRectangle)
            {
                AddRectangle(shape.Box, clip ??= ClipBox.Of(path, toDisplay, visible), color);
            }
        }
    }

    private void AddRectangle(Box box, Box clip, uint color)
    {
        var seen = ClipBox.Intersect(box, clip);
        if (seen.Width >= MinGroundPt && seen.Height >= MinGroundPt / 2 && _grounds.Count < MaxGrounds)
        {
            _grounds.Add(seen);
        }

        if (Math.Min(seen.Width, seen.Height) < MaxThicknessPt)
        {
            _lines.Add(seen, isLevel: seen.Width >= seen.Height);
        }
        else if (seen.Width < PageShare * page.Width || seen.Height < PageShare * page.Height)
        {
            // An edge that a clip or the page's end makes is an edge as well: the fill ends there.
            _areas.Add(seen, color);
        }
    }

    private static bool IsLevel(Vector2 from, Vector2 to) => Math.Abs(to.X - from.X) >= Math.Abs(to.Y - from.Y);

    private static Box Around(Vector2 from, Vector2 to, float half)
    {
        var (low, high) = (Vector2.Min(from, to), Vector2.Max(from, to));
        return IsLevel(from, to) ? new Box(low.X, low.Y - half, high.X, high.Y + half)
            : new Box(low.X - half, low.Y, high.X + half, high.Y);
    }

    private static float Scale(PdfiumMatrix matrix) => MathF.Sqrt(MathF.Abs((matrix.A * matrix.D) - (matrix.B * matrix.C)));
}
