using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

public sealed class RuleSetTests
{
    [Fact]
    public void Of_ThinBoxes_AreLinesAtTheirMiddle()
    {
        var rules = RuleSet.Of(new PageBuilder().Rule(72, 100, 300, 102).Rule(72, 100, 73, 200).Build(), mirror: false);

        Assert.Equal(new Rule(101, 72, 300), Assert.Single(rules.Horizontal));
        Assert.Equal(new Rule(72.5, 100, 200), Assert.Single(rules.Vertical));
    }

    [Theory]
    [InlineData(72, 100, 77, 100.5)]
    [InlineData(72, 100, 300, 107)]
    [InlineData(72, 100, 72.5, 105)]
    [InlineData(72, 100, 79, 200)]
    public void Of_ShortOrThickBoxes_AreNoLines(double l, double t, double r, double b)
    {
        var rules = RuleSet.Of(new PageBuilder().Rule(l, t, r, b).Build(), mirror: false);

        Assert.Empty(rules.Horizontal);
        Assert.Empty(rules.Vertical);
    }

    [Fact]
    public void Of_PiecesEndToEnd_AreOneLine()
    {
        var page = new PageBuilder().Rule(172, 100, 272, 100.5).Rule(72, 100, 170, 100.5).Rule(271, 101, 370, 101.5).Build();

        Assert.Equal((72, 370), Ends(Assert.Single(RuleSet.Of(page, mirror: false).Horizontal)));
    }

    [Theory]
    [InlineData(180, 100)]
    [InlineData(172, 104)]
    public void Of_PiecesApart_AreTwoLines(double l, double t) =>
        Assert.Equal(2, RuleSet.Of(new PageBuilder().Rule(72, 100, 170, 100.5).Rule(l, t, 270, t + 0.5).Build(),
            mirror: false).Horizontal.Count);

    [Fact]
    public void Of_MirroredPage_CountsFromTheOtherSide() =>
        Assert.Equal((312, 540),
            Ends(Assert.Single(RuleSet.Of(new PageBuilder().Rule(72, 100, 300, 100.5).Build(), mirror: true).Horizontal)));

    [Theory]
    [InlineData(72, true)]
    [InlineData(70, true)]
    [InlineData(302, true)]
    [InlineData(60, false)]
    [InlineData(310, false)]
    public void Covers_APlace_WithinATolerance(double place, bool expected) =>
        Assert.Equal(expected, new Rule(100, 72, 300).Covers(place));

    private static (double, double) Ends(Rule rule) => (rule.From, rule.To);
}
