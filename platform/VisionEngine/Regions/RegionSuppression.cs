using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.VisionEngine.Regions;

/// <summary>A detector sees a region from many points: the surest box of each is kept.</summary>
internal static class RegionSuppression
{
    private const double SameRegion = 0.5;
    private const double InsideTable = 0.6;

    /// <summary>More than any page has; also what bounds the work on noise.</summary>
    private const int MaxCandidates = 2000;

    private const int MaxRegions = 300;

    public static IReadOnlyList<LayoutRegion> Best(IEnumerable<LayoutRegion> candidates)
    {
        var best = new List<LayoutRegion>();
        foreach (var region in candidates.OrderByDescending(region => region.Score).Take(MaxCandidates))
        {
            if (region.Box is { Width: > 0, Height: > 0 } && best.Count < MaxRegions
                && !best.Exists(kept => kept.Kind == region.Kind && IsSame(kept.Box, region.Box, region.Kind)))
            {
                best.Add(region);
            }
        }

        return best;
    }

    private static bool IsSame(Box kept, Box box, RegionKind kind)
    {
        var common = kept.CommonArea(box);
        return common > SameRegion * (kept.Area + box.Area - common)
            || (kind == RegionKind.Table && common > InsideTable * box.Area);
    }
}
