using System.Numerics;
using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Native.Pdfium;
using DaprProcessing.DocumentEngine.Tagging;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Reads a page's characters in PDFium's order. What all characters of a text object share is asked for once: a matrix, which
/// holds the object's place, tells where the next object begins.
/// </summary>
internal sealed class GlyphReader(nint text, PdfPage page, FontTable fonts, LineHeights heights, PageTagging? tagging)
{
    private static readonly Vector2 Level = new(1, 0);

    private PdfiumMatrix _matrix;
    private double _fontSize;
    private GlyphStyle? _style;
    private Vector2 _along;
    private Vector2 _alongDisplayed;
    private Vector2 _up;
    private (double Ascent, double Descent) _height;
    private bool _level;
    private Vector2 _lastOrigin = new(float.NaN);
    private (double Start, double End) _lastExtent;
    private Rune _lastRune;

    /// <returns>Null where the character belongs to no text object, as the spaces and line ends that PDFium adds.</returns>
    public Glyph? Read(int index, Rune rune)
    {
        if (PdfiumText.Matrix(text, index, out var matrix) == 0 || PdfiumText.Origin(text, index, out var x, out var y) == 0)
        {
            return null;
        }

        var fontSize = PdfiumText.FontSize(text, index);
        if (_style is null || matrix != _matrix || fontSize != _fontSize)
        {
            if (PdfiumText.RenderMode(text, index) < 0)
            {
                return null;
            }

            Begin(index, matrix, fontSize);
        }

        var origin = new Vector2((float)x, (float)y);
        rune = DotShape.MayBe(rune) && IsDot(index, origin) ? new Rune('.') : rune;
        var (start, end) = Extent(index, origin, rune);
        fonts.Saw(_style!.Font, rune, (end - start) / _style.SizePt);
        if (origin == _lastOrigin)
        {
            // The letters of a ligature share one place, and each is told the width of its own letter: together they are about as
            // wide as the ligature. Marks that stand over a letter add nothing to it.
            (start, end) = IsLatin(rune) && IsLatin(_lastRune) ? (_lastExtent.Start, _lastExtent.End + (end - start))
                : _lastExtent;
        }

        (_lastOrigin, _lastExtent, _lastRune) = (origin, (start, end), rune);
        return new Glyph(rune, BoxOf(index, origin, start, end), Vector2.Transform(origin, page.ToDisplay), _alongDisplayed,
            _style);
    }

    private void Begin(int index, PdfiumMatrix matrix, double fontSize)
    {
        (_matrix, _fontSize) = (matrix, fontSize);
        var along = new Vector2(matrix.A, matrix.B);
        var up = new Vector2(matrix.C, matrix.D);
        var size = Math.Abs(fontSize) * up.Length();
        _along = Unit(along, Level);
        _up = Unit(up, new Vector2(0, 1));
        _alongDisplayed = Unit(Vector2.TransformNormal(_along, page.ToDisplay), Level);
        _level = matrix is { A: > 0 } && Math.Abs(matrix.B) < 0.001f * matrix.A;
        var angle = (int)Math.Round(double.RadiansToDegrees(Math.Atan2(_alongDisplayed.Y, _alongDisplayed.X)));
        var color = PdfiumText.FillColor(text, index, out var red, out var green, out var blue, out _) != 0
            ? (int)((red << 16) | (green << 8) | blue) : 0;
        var hidden = PdfiumText.RenderMode(text, index) == PdfiumText.RenderInvisible;
        _style = new GlyphStyle(fonts.IndexOf(text, index), Sane(size), color, (angle + 360) % 360, hidden,
            tagging?.SlotAt(matrix) ?? 0);
        _height = heights.Of(matrix) is { Ascent: not 0 } known ? known : Guess(index);
    }

    /// <summary>Where the glyph starts and ends along its line, from its origin.</summary>
    private (double Start, double End) Extent(int index, Vector2 origin, Rune rune)
    {
        // Joined letters have many shapes, and PDFium gives them all the width of the letter that stands alone.
        if (_level && !IsJoined(rune) && PdfiumText.AdvanceBox(text, index, out var box) != 0 && box.Right > box.Left)
        {
            return (box.Left - origin.X, box.Right - origin.X);
        }

        if (PdfiumText.InkBox(text, index, out var left, out var right, out var bottom, out var top) == 0)
        {
            return (0, 0);
        }

        var (start, end) = Reach(_along, origin, left, right, bottom, top);
        return (Math.Min(start, 0), Math.Max(end, 0));
    }

    private bool IsDot(int index, Vector2 origin)
    {
        if (PdfiumText.InkBox(text, index, out var left, out var right, out var bottom, out var top) == 0)
        {
            return false;
        }

        var (start, end) = Reach(_along, origin, left, right, bottom, top);
        var (low, high) = Reach(_up, origin, left, right, bottom, top);
        return DotShape.Is(end - start, high - low, low, _style!.SizePt);
    }

    /// <summary>How far a box reaches in a direction, from the origin.</summary>
    private static (double From, double To) Reach(
        Vector2 direction, Vector2 origin, double left, double right, double bottom, double top)
    {
        Span<Vector2> corners = [new((float)left, (float)bottom), new((float)right, (float)bottom),
            new((float)left, (float)top), new((float)right, (float)top)];
        var (from, to) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var corner in corners)
        {
            var at = Vector2.Dot(corner - origin, direction);
            (from, to) = (Math.Min(from, at), Math.Max(to, at));
        }

        return (from, to);
    }

    private static bool IsLatin(Rune rune) => rune.IsAscii && Rune.IsLetter(rune);

    private static bool IsJoined(Rune rune) =>
        rune.Value is (>= 0x0600 and <= 0x08FF) or (>= 0xFB50 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF)
        && Rune.IsLetter(rune);

    private Box BoxOf(int index, Vector2 origin, double start, double end)
    {
        // In vertical writing the origin is the middle of the glyph's top; PDFium's box knows how it goes on from there.
        if (_level && start < -0.2 * _style!.SizePt && PdfiumText.AdvanceBox(text, index, out var vertical) != 0)
        {
            return Displayed(new Vector2(vertical.Left, vertical.Bottom), new Vector2(vertical.Right, vertical.Top));
        }

        var size = (float)_style!.SizePt;
        var low = _up * (float)(_height.Descent * size);
        var high = _up * (float)(_height.Ascent * size);
        var (from, to) = (origin + (_along * (float)start), origin + (_along * (float)end));
        return _level ? Displayed(from + low, to + high)
            : Displayed(from + low, to + high).Union(Displayed(from + high, to + low));
    }

    private Box Displayed(Vector2 one, Vector2 other)
    {
        var (a, b) = (Vector2.Transform(one, page.ToDisplay), Vector2.Transform(other, page.ToDisplay));
        return new Box(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Max(a.X, b.X), Math.Max(a.Y, b.Y));
    }

    /// <summary>PDFium's box gives the ratio of ascent and descent, scaled so that both make up the font size.</summary>
    private (double Ascent, double Descent) Guess(int index)
    {
        if (_level && PdfiumText.AdvanceBox(text, index, out var box) != 0
            && PdfiumText.Origin(text, index, out _, out var y) != 0 && _style!.SizePt > 0)
        {
            return LineHeights.Clamped((box.Top - y) / _style.SizePt, (box.Bottom - y) / _style.SizePt);
        }

        return LineHeights.Usual;
    }

    private static Vector2 Unit(Vector2 vector, Vector2 otherwise) =>
        vector.Length() is > 0 and < float.PositiveInfinity and var length ? vector / length : otherwise;

    private static double Sane(double size) => double.IsFinite(size) ? size : 0;
}
