using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Turns a scan that lay askew about its centre, onto a sheet that holds all of it, so that lines are level and columns
/// upright; and back.</summary>
internal sealed class Straightening
{
    private readonly PageText _page;
    private readonly double _sin;
    private readonly double _cos;
    private readonly double _width;
    private readonly double _height;

    public Straightening(PageText page)
    {
        _page = page;
        (_sin, _cos) = Math.SinCos(double.DegreesToRadians(page.SlopeDeg));
        _width = (page.WidthPt * _cos) + (page.HeightPt * Math.Abs(_sin));
        _height = (page.WidthPt * Math.Abs(_sin)) + (page.HeightPt * _cos);
    }

    public PageText Straight() => _sin == 0 ? _page : _page with
    {
        WidthPt = _width,
        HeightPt = _height,
        Words = [.. _page.Words.Select(word => word with { Box = Straight(word.Box) })],
        Images = [.. _page.Images.Select(Straight)],
        Rules = [.. _page.Rules.Select(Straight)],
        SlopeDeg = 0,
    };

    /// <summary>The box that holds a level one once it slopes again, as far as it is on the page.</summary>
    public Box Back(Box box)
    {
        if (_sin == 0)
        {
            return box;
        }

        var (x, y) = (((box.L + box.R - _width) / 2), (box.T + box.B - _height) / 2);
        var (centerX, centerY) = ((x * _cos) - (y * _sin) + (_page.WidthPt / 2), (x * _sin) + (y * _cos) + (_page.HeightPt / 2));
        var halfWidth = ((box.Width * _cos) + (box.Height * Math.Abs(_sin))) / 2;
        var halfHeight = ((box.Width * Math.Abs(_sin)) + (box.Height * _cos)) / 2;
        return new Box(
            Math.Clamp(centerX - halfWidth, 0, _page.WidthPt), Math.Clamp(centerY - halfHeight, 0, _page.HeightPt),
            Math.Clamp(centerX + halfWidth, 0, _page.WidthPt), Math.Clamp(centerY + halfHeight, 0, _page.HeightPt));
    }

    // Boxes of recognised words are level already: only their centres move.
    public Box Straight(Box box)
    {
        if (_sin == 0)
        {
            return box;
        }

        var (x, y) = ((box.L + box.R - _page.WidthPt) / 2, (box.T + box.B - _page.HeightPt) / 2);
        var (centerX, centerY) = ((x * _cos) + (y * _sin) + (_width / 2), (y * _cos) - (x * _sin) + (_height / 2));
        return new Box(centerX - (box.Width / 2), centerY - (box.Height / 2), centerX + (box.Width / 2),
            centerY + (box.Height / 2));
    }
}
