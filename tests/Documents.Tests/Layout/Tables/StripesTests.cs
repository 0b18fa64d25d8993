using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

/// <summary>Rows ten points high, with edges at 100, 200 and 300; the first and the third are shaded.</summary>
public sealed class StripesTests
{
    private static readonly double[] Edges = [100, 200, 300];

    [Fact]
    public void Missing_BetweenShadedRows_ColumnsGoOnWhereThereIsText() => Assert.Equal(
        Edges.Select(edge => new Rule(edge, 110, 120)), Stripes.Missing([], [.. Row(100), .. Row(120)], Text(100, 110, 120)));

    [Fact]
    public void Missing_NothingBetweenThem_IsNothing() =>
        Assert.Empty(Stripes.Missing([], [.. Row(100), .. Row(120)], Text(100, 120)));

    [Fact]
    public void Missing_TextOfOneColumnBetweenThem_IsATitleAndNoRow() =>
        Assert.Empty(Stripes.Missing([], [.. Row(100), .. Row(120)], [.. Text(100, 120), new Box(110, 111, 150, 119)]));

    [Fact]
    public void Missing_RowsFarApart_IsNothing() =>
        Assert.Empty(Stripes.Missing([], [.. Row(100), .. Row(140)], Text(100, 110, 120, 130, 140)));

    [Fact]
    public void Missing_OtherColumns_IsNothing() => Assert.Empty(Stripes.Missing(
        [], [.. Row(100), .. Row(120).Select(rule => rule with { At = rule.At + 30 })], Text(100, 110, 120)));

    [Fact]
    public void Missing_FramesOfWholeTables_IsNothing() => Assert.Empty(Stripes.Missing(
        [], [.. Row(100, height: 60), .. Row(170, height: 60)], Text(100, 120, 140, 160, 170, 190, 210)));

    [Fact]
    public void Missing_RulesThatCloseTheTable_AreReachedWhereTextIsBeforeThem()
    {
        Rule[] closing = [new(90, 100, 300), new(140, 95, 305)];

        var missing = Stripes.Missing(closing, [.. Row(100), .. Row(120)], Text(90, 100, 110, 120, 130));

        Assert.Equal([90, 110, 130], missing.Select(rule => rule.From).Distinct().Order());
        Assert.Equal([100, 120, 140], missing.Select(rule => rule.To).Distinct().Order());
        Assert.Equal(2 * Edges.Length, Stripes.Missing(closing, [.. Row(100), .. Row(120)], Text(100, 110, 120, 130)).Count);
    }

    private static IEnumerable<Rule> Row(double top, double height = 10) =>
        Edges.Select(edge => new Rule(edge, top, top + height));

    private static List<Box> Text(params double[] tops) =>
        [.. tops.SelectMany(top => Edges[..^1].Select(edge => new Box(edge + 10, top + 1, edge + 50, top + 9)))];
}
