using DaprProcessing.Contracts.Pages;
using DaprProcessing.VisionEngine.Regions;

namespace DaprProcessing.Engines.Tests.Vision;

public sealed class RegionDecoderTests
{
    private const int Stride = 8;
    private const int Side = 32;
    private const int Columns = 4;

    private readonly float[] _scores = new float[Columns * Columns * RegionDecoder.Classes];
    private readonly float[] _distances = new float[Columns * Columns * RegionDecoder.Sides * RegionDecoder.Bins];

    [Fact]
    public void Decode_OnePoint_IsABoxAroundIt()
    {
        // Column 1, row 2: its middle is at 12, 20. The sides lie 1, 2, 0 and 1 strides away.
        See(point: 9, RegionKind.Table, 0.9f, 1, 2, 0, 1);

        var region = Assert.Single(Decode());

        Assert.Equal((RegionKind.Table, 0.9), (region.Kind, Math.Round(region.Score, 3)));
        Near(new Box(4, 4, 12, 28), region.Box);
    }

    [Fact]
    public void Decode_ChancesOfTwoDistances_AreTheirMean()
    {
        See(point: 9, RegionKind.Title, 0.9f, 1, 0, 1, 0);
        _distances[(9 * 32) + 2] = 50;

        Near(new Box(0, 20, 20, 20), Assert.Single(Decode()).Box);
    }

    [Fact]
    public void Decode_FaintPoint_IsNone()
    {
        See(point: 3, RegionKind.Title, 0.19f, 1, 1, 1, 1);

        Assert.Empty(Decode());
    }

    [Fact]
    public void Decode_BoxPastTheEdge_EndsThere()
    {
        See(point: 0, RegionKind.Figure, 0.5f, 7, 7, 7, 7);

        Near(new Box(0, 0, 32, 32), Assert.Single(Decode()).Box);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Decode_NumbersThatAreNone_StayInThePicture(float value)
    {
        See(point: 5, RegionKind.Table, 0.9f, 1, 1, 1, 1);
        _distances.AsSpan(5 * 32, 8).Fill(value);

        Assert.All(Decode(), region => Assert.InRange(region.Box.L, 0, 1));
    }

    [Fact]
    public void Best_OneThingSeenTwice_IsTheSurerOne()
    {
        LayoutRegion[] seen = [Region(RegionKind.Text, 0.7, 0, 0, 10, 10), Region(RegionKind.Text, 0.9, 1, 0, 11, 10)];

        Assert.Equal(0.9, Assert.Single(RegionSuppression.Best(seen)).Score);
    }

    [Fact]
    public void Best_OneBoxInTwoClasses_IsKeptInBoth() =>
        Assert.Equal(2, RegionSuppression.Best(
            [Region(RegionKind.Text, 0.7, 0, 0, 10, 10), Region(RegionKind.Title, 0.9, 0, 0, 10, 10)]).Count);

    [Fact]
    public void Best_TableInsideASurerOne_IsLeftOut() =>
        Assert.Single(RegionSuppression.Best(
            [Region(RegionKind.Table, 0.9, 0, 0, 100, 100), Region(RegionKind.Table, 0.6, 10, 10, 30, 30)]));

    [Fact]
    public void Best_TitleInsideASurerOne_IsKept() =>
        Assert.Equal(2, RegionSuppression.Best(
            [Region(RegionKind.Title, 0.9, 0, 0, 100, 100), Region(RegionKind.Title, 0.6, 10, 10, 30, 30)]).Count);

    private static LayoutRegion Region(RegionKind kind, double score, double l, double t, double r, double b) =>
        new(kind, new Box(l, t, r, b), score);

    private void See(int point, RegionKind kind, float score, params int[] strides)
    {
        _scores[(point * RegionDecoder.Classes) + (int)kind] = score;
        for (var side = 0; side < strides.Length; side++)
        {
            _distances[(((point * RegionDecoder.Sides) + side) * RegionDecoder.Bins) + strides[side]] = 50;
        }
    }

    private List<LayoutRegion> Decode()
    {
        var regions = new List<LayoutRegion>();
        RegionDecoder.Decode(new RegionGrid(Stride, Columns, _scores, _distances), Side, Side, 0.2f, regions);
        return regions;
    }

    private static void Near(Box pixels, Box share)
    {
        Assert.Equal(pixels.L / Side, share.L, 3);
        Assert.Equal(pixels.T / Side, share.T, 3);
        Assert.Equal(pixels.R / Side, share.R, 3);
        Assert.Equal(pixels.B / Side, share.B, 3);
    }
}
