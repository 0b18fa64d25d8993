using DaprProcessing.Documents.Layout;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

/// <summary>A table of three columns whose lines begin at 140; what stands above them.</summary>
public sealed class HeadingAboveTests
{
    private static readonly double[] Xs = [70, 200, 300, 400];
    private static readonly double[] Ys = [140, 160, 180];

    [Fact]
    public void Add_PiecesOverTheColumns_AreARow() =>
        Assert.Equal([125, .. Ys], Add(RuleSet.None, Parts.Row(126, (75, "Harbour"), (210, "2025"), (310, "2024"))).Ys);

    [Fact]
    public void Add_UnderlinedHeadingOverThem_IsARowThatSpansWhatIsUnderlined()
    {
        var line = RuleSet.None.With([new Rule(124, 200, 400)], []);

        var (ys, rules) = Add(line, Parts.Row(112, 270, "Year ended"), Parts.Row(126, (210, "2025"), (310, "2024")));

        Assert.Equal([111, 125, .. Ys], ys);
        Assert.Equal([70, 200, 300, 400], At(132, rules));
        Assert.Equal([70, 200, 400], At(115, rules));
    }

    [Fact]
    public void Add_OneHeadingWithoutALine_IsATitle() => Assert.Equal(Ys, Add(RuleSet.None, Parts.Row(126, 210, "Ships")).Ys);

    [Fact]
    public void Add_PiecesOverOneColumn_AreNone() =>
        Assert.Equal(Ys, Add(RuleSet.None, Parts.Row(126, (205, "Ships"), (250, "Crew"))).Ys);

    [Fact]
    public void Add_LinesOfText_AreNone() => Assert.Equal(Ys, Add(RuleSet.None, Parts.Row(
        126, (75, "The ships of the bay went out to sea again"), (310, "before the wind had turned to the north"))).Ys);

    [Fact]
    public void Add_Caption_IsNone() =>
        Assert.Equal(Ys, Add(RuleSet.None, Parts.Row(126, (75, "Table 3."), (210, "Ships"))).Ys);

    [Fact]
    public void Add_PiecesFurtherUp_AreNone() =>
        Assert.Equal(Ys, Add(RuleSet.None, Parts.Row(100, (75, "Harbour"), (210, "2025"), (310, "2024"))).Ys);

    [Fact]
    public void Add_ToAFrameOfOneRow_IsNothing() => Assert.Equal([140, 180], HeadingAbove.Add(Xs, [140, 180], RuleSet.None,
        [Parts.Row(126, (75, "Harbour"), (210, "2025"), (310, "2024")), Parts.Row(145, (75, "Oakes"), (210, "31"))]).Ys);

    private static IEnumerable<double> At(double y, RuleSet rules) =>
        rules.Vertical.Where(rule => rule.Covers(y)).Select(rule => rule.At).Distinct().Order();

    private static (double[] Ys, RuleSet Rules) Add(RuleSet rules, params TextRow[] rows) =>
        HeadingAbove.Add(Xs, Ys, rules, [.. rows, Parts.Row(145, (75, "Oakes"), (210, "31"), (310, "28"))]);
}
