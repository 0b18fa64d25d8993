using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.VisionEngine.Regions;

/// <summary>One of the grids a detector looks at a picture with: scores and distances of each point, row by row.</summary>
/// <param name="Scores">By point and class, 0 to 1.</param>
/// <param name="Distances">By point, side (left, top, right, bottom) and bin, before the softmax.</param>
internal readonly ref struct RegionGrid(int stride, int columns, ReadOnlySpan<float> scores, ReadOnlySpan<float> distances)
{
    public int Stride { get; } = stride;

    public int Columns { get; } = columns;

    public ReadOnlySpan<float> Scores { get; } = scores;

    public ReadOnlySpan<float> Distances { get; } = distances;
}

/// <summary>
/// Reads the outputs of a PicoDet: a point has a score for every class, and for each side of its box the chances of being
/// 0, 1, … 7 strides away, whose mean is the distance.
/// </summary>
internal static class RegionDecoder
{
    public const int Bins = 8;
    public const int Sides = 4;
    public static readonly int Classes = Enum.GetValues<RegionKind>().Length;

    /// <summary>Adds what one grid sees; boxes as shares of the picture's width and height.</summary>
    public static void Decode(RegionGrid grid, int width, int height, float least, List<LayoutRegion> regions)
    {
        var points = grid.Scores.Length / Classes;
        for (var point = 0; point < points; point++)
        {
            var scores = grid.Scores.Slice(point * Classes, Classes);
            for (var kind = 0; kind < Classes; kind++)
            {
                // A NaN is less than nothing.
                if (scores[kind] >= least)
                {
                    regions.Add(new LayoutRegion((RegionKind)kind, BoxAt(grid, point, width, height), scores[kind]));
                }
            }
        }
    }

    private static Box BoxAt(RegionGrid grid, int point, int width, int height)
    {
        var x = ((point % grid.Columns) + 0.5) * grid.Stride;
        var y = ((point / grid.Columns) + 0.5) * grid.Stride;
        var sides = grid.Distances.Slice(point * Sides * Bins, Sides * Bins);
        return new Box(
            Share(x - Distance(sides, 0, grid.Stride), width), Share(y - Distance(sides, 1, grid.Stride), height),
            Share(x + Distance(sides, 2, grid.Stride), width), Share(y + Distance(sides, 3, grid.Stride), height));
    }

    private static double Share(double place, int length) => Math.Clamp(place / length, 0, 1);

    private static double Distance(ReadOnlySpan<float> sides, int side, int stride)
    {
        var bins = sides.Slice(side * Bins, Bins);
        var most = float.MinValue;
        foreach (var bin in bins)
        {
            most = Math.Max(most, bin);
        }

        var (sum, mean) = (0.0, 0.0);
        for (var bin = 0; bin < Bins; bin++)
        {
            var weight = Math.Exp(bins[bin] - most);
            sum += weight;
            mean += weight * bin;
        }

        return double.IsFinite(mean / sum) ? mean / sum * stride : 0;
    }
}
