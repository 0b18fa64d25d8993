using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Tests.Pages;

public sealed class BoxTests
{
    private static readonly Box Sheet = new(10, 20, 110, 70);

    [Fact]
    public void Measures_OfABox_FollowFromItsEdges() =>
        Assert.Equal((100, 50, 5000, 60, 45), (Sheet.Width, Sheet.Height, Sheet.Area, Sheet.CenterX, Sheet.CenterY));

    [Fact]
    public void Union_OfTwo_HoldsBoth() => Assert.Equal(new Box(0, 20, 110, 90), Sheet.Union(new Box(0, 30, 5, 90)));

    [Fact]
    public void Around_Several_IsTheUnionOfAll() =>
        Assert.Equal(new Box(0, 0, 120, 70), Box.Around([Sheet, new Box(0, 30, 5, 40), new Box(100, 0, 120, 5)]));

    [Fact]
    public void Around_One_IsThatOne() => Assert.Equal(Sheet, Box.Around([Sheet]));

    [Fact]
    public void Around_None_IsAFaultOfTheCaller() => Assert.Throws<InvalidOperationException>(() => Box.Around([]));

    [Theory]
    [InlineData(100, 60, 200, 200, true)]
    [InlineData(20, 30, 30, 40, true)]
    [InlineData(0, 0, 500, 500, true)]
    [InlineData(110, 20, 120, 70, false)]
    [InlineData(10, 70, 110, 90, false)]
    [InlineData(0, 0, 9, 500, false)]
    [InlineData(0, 0, 500, 19, false)]
    public void Overlaps_Another_WhereTheyShareMoreThanAnEdge(double l, double t, double r, double b, bool expected)
    {
        var other = new Box(l, t, r, b);

        Assert.Equal((expected, expected), (Sheet.Overlaps(other), other.Overlaps(Sheet)));
    }

    [Theory]
    [InlineData(100, 500, 200, 600, true)]
    [InlineData(110, 20, 200, 70, false)]
    [InlineData(0, 20, 10, 70, false)]
    public void OverlapsAcross_WhateverStandsAboveOrBelow_Counts(double l, double t, double r, double b, bool expected) =>
        Assert.Equal(expected, Sheet.OverlapsAcross(new Box(l, t, r, b)));

    [Fact]
    public void Clip_ToAPage_CutsWhatReachesOver() => Assert.Equal(new Box(10, 20, 60, 50), Sheet.Clip(new Box(0, 0, 60, 50)));

    [Fact]
    public void Grow_ByFive_MovesEveryEdgeOut() => Assert.Equal(new Box(5, 15, 115, 75), Sheet.Grow(5));

    [Fact]
    public void Mirror_Twice_IsTheSameAgain()
    {
        Assert.Equal(new Box(490, 20, 590, 70), Sheet.Mirror(600));
        Assert.Equal(Sheet, Sheet.Mirror(600).Mirror(600));
    }
}
