using System.Numerics;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>Reads one path's segments: its level and upright lines, and the box of each of its shapes. Used again for the next
/// path.</summary>
internal sealed class PathReader
{
    /// <summary>Off the level by less than a reader would see.</summary>
    private const float MaxSlantPt = 0.5f;

    private const float SamePointPt = 0.001f;

    private const int RectangleCorners = 4;

    private readonly List<(Vector2 From, Vector2 To)> _lines = [];
    private readonly List<Shape> _shapes = [];
    private Vector2 _start;
    private Vector2 _at;
    private Box _box;
    private int _sides;
    private bool _straight;

    public IReadOnlyList<(Vector2 From, Vector2 To)> StraightLines => _lines;

    public bool HasStraightLines => _lines.Count > 0;

    public IReadOnlyList<Shape> Shapes => _shapes;

    public void Read(nint path, in Matrix3x2 toDisplay)
    {
        Begin();
        var matrix = PdfiumObject.Matrix(path, out var own) != 0
            ? new Matrix3x2(own.A, own.B, own.C, own.D, own.E, own.F) * toDisplay : toDisplay;
        var count = PdfiumPath.Count(path);
        for (var index = 0; index < count; index++)
        {
            Add(PdfiumPath.Segment(path, index), matrix);
        }

        EndShape();
    }

    /// <param name="path">The number of the path among those that clip together.</param>
    public void ReadClip(nint clip, int path, in Matrix3x2 toDisplay)
    {
        Begin();
        var count = PdfiumPath.CountClipSegments(clip, path);
        for (var index = 0; index < count; index++)
        {
            Add(PdfiumPath.ClipSegment(clip, path, index), toDisplay);
        }

        EndShape();
    }

    private void Begin()
    {
        _lines.Clear();
        _shapes.Clear();
        _sides = 0;
    }

    private void Add(nint segment, in Matrix3x2 matrix)
    {
        if (PdfiumPath.Point(segment, out var x, out var y) == 0)
        {
            return;
        }

        var point = Vector2.Transform(new Vector2(x, y), matrix);
        switch (PdfiumPath.Type(segment))
        {
            case PdfiumPath.MoveTo:
                EndShape();
                BeginShape(point);
                break;
            case PdfiumPath.LineTo:
                Line(point);
                break;
            default:
                Curve(point);
                break;
        }

        if (PdfiumPath.Closes(segment) != 0)
        {
            Line(_start);
        }
    }

    private void BeginShape(Vector2 point)
    {
        (_start, _at, _sides, _straight) = (point, point, 0, true);
        _box = new Box(point.X, point.Y, point.X, point.Y);
    }

    private void Line(Vector2 to)
    {
        var (across, down) = (Math.Abs(to.X - _at.X), Math.Abs(to.Y - _at.Y));
        if (across + down > SamePointPt)
        {
            if (Math.Min(across, down) <= MaxSlantPt && Math.Min(across, down) <= 0.1f * Math.Max(across, down))
            {
                _lines.Add((_at, to));
            }
            else
            {
                _straight = false;
            }

            _sides++;
        }

        Reach(to);
    }

    private void Curve(Vector2 to)
    {
        _straight = false;
        _sides++;
        Reach(to);
    }

    private void Reach(Vector2 to)
    {
        _at = to;
        _box = _box.Union(new Box(to.X, to.Y, to.X, to.Y));
    }

    /// <summary>A fill goes back to its start, said or not.</summary>
    private void EndShape()
    {
        if (_sides > 0)
        {
            var open = Vector2.Distance(_at, _start) > SamePointPt;
            _shapes.Add(new Shape(_box, _straight && _sides + (open ? 1 : 0) == RectangleCorners, _sides));
        }
    }

    /// <param name="Sides">Straight ones and curves.</param>
    internal readonly record struct Shape(Box Box, bool IsRectangle, int Sides);
}
