using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>Points to two decimals: a hundredth of a point is less than a printer can place, and keeps the JSON short.</summary>
internal static class Points
{
    public static double Round(double value) => double.IsFinite(value) ? Math.Round(value, 2) : 0;

    public static Box Box(double x1, double y1, double x2, double y2) =>
        new(Round(Math.Min(x1, x2)), Round(Math.Min(y1, y2)), Round(Math.Max(x1, x2)), Round(Math.Max(y1, y2)));
}
