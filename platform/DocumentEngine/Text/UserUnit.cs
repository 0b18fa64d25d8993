using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>Makes points of a page whose lengths are told in a unit of its own, as large drawings have.</summary>
internal static class UserUnit
{
    public static PageText Scale(PageText page, double unit) => page with
    {
        WidthPt = Points.Round(page.WidthPt * unit),
        HeightPt = Points.Round(page.HeightPt * unit),
        Words = [.. page.Words.Select(word =>
            word with { Box = Scale(word.Box, unit), SizePt = Points.Round(word.SizePt * unit) })],
        Images = [.. page.Images.Select(box => Scale(box, unit))],
        Rules = [.. page.Rules.Select(box => Scale(box, unit))],
        Links = page.Links?.Select(link => link with { Box = Scale(link.Box, unit) }).ToList(),
        Figures = page.Figures?.Select(figure => figure with { Box = Scale(figure.Box, unit) }).ToList(),
        Unread = page.Unread?.Select(box => Scale(box, unit)).ToList(),
        Untried = page.Untried?.Select(box => Scale(box, unit)).ToList(),
    };

    private static Box Scale(Box box, double unit) => Points.Box(box.L * unit, box.T * unit, box.R * unit, box.B * unit);
}
