namespace DaprProcessing.Contracts.Pages;

/// <summary>Pages are measured in points.</summary>
public static class PageUnit
{
    public const double PointsPerInch = 72;
}
