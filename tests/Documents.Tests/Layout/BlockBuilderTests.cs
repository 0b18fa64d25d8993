using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class BlockBuilderTests
{
    [Fact]
    public void Build_NumbersOneBelowTheOther_AreItems() =>
        Assert.Equal(["1.", "2.", "3."], Build("1. timber of oak", "2. glass of sand", "3. salt of seas")
            .Select(block => block.Marker));

    [Fact]
    public void Build_NumberThatDoesNotFollow_StaysInItsLine() =>
        Assert.Equal("timber of oak 7. glass of sand", Assert.Single(Build("1. timber of oak", "7. glass of sand")).Text);

    [Fact]
    public void Build_InitialOfAName_IsNoMarker() =>
        Assert.All(Build("J. Harrow wrote the second of the volumes", "and B. Oakes the third one in the winter"),
            block => Assert.Null(block.Marker));

    [Fact]
    public void Build_CapitalsThatGoOn_AreMarkers() =>
        Assert.Equal(["A.", "B.", "C."], Build("A. timber of oak", "B. glass of sand", "C. salt of seas")
            .Select(block => block.Marker));

    [Fact]
    public void Build_SentenceThatBeginsWithO_IsNoItem()
    {
        var row = Parts.Row(100, 72, "o mare e o vento da costa");

        Assert.Equal(BlockKind.Paragraph, Assert.Single(new BlockBuilder([row], 0, Parts.Page()).Build()).Kind);
    }

    [Fact]
    public void Build_LetterOSetApart_IsABullet()
    {
        var row = Parts.Row(100, (72, "o"), (90, "timber from the north"));

        Assert.Equal("o", Assert.Single(new BlockBuilder([row], 0, Parts.Page()).Build()).Marker);
    }

    [Fact]
    public void Build_CaptionAfterASentence_IsABlockOfItsOwn() =>
        Assert.Equal([BlockKind.Paragraph, BlockKind.Caption],
            Build("This is how it was drawn by him.", "Figure 1: The plan of the bay it").Select(block => block.Kind));

    [Fact]
    public void Build_MarkerAlone_IsText() => Assert.Equal(BlockKind.Paragraph, Assert.Single(Build("1.")).Kind);

    [Fact]
    public void Build_Block_KnowsItsTypeAndPlace()
    {
        TextRow[] rows = [Parts.Row(100, 90, "An indented first line of this text", bold: true),
            Parts.Row(112, 72, "and a second line at the left edge", bold: true)];

        var block = Assert.Single(new BlockBuilder(rows, 3, Parts.Page()).Build());

        Assert.Equal((3, 2, 10, true, true, 1000),
            (block.Region, block.Lines, block.SizePt, block.Bold, block.StartsIndented, block.GapBeforePt));
    }

    [Fact]
    public void Build_GapBeforeTheSecondBlock_IsTheWhiteBetween() =>
        Assert.Equal(19, new BlockBuilder([Parts.Row(100, 72, "one."), Parts.Row(130, 72, "Two.")], 0,
            Parts.Page()).Build()[1].GapBeforePt);

    [Theory]
    [InlineData("– green", "– clear", true)]
    [InlineData("a) green", "b) clear", true)]
    [InlineData("1) green", "2) clear", true)]
    [InlineData("– green", "and more", false)]
    [InlineData("a) green", "c) clear", false)]
    [InlineData("b) green", "c) clear", false)]
    public void Build_MarkersFurtherInBelowAShortItem_AreItemsWhereTwoFollow(string first, string second, bool areItems)
    {
        TextRow[] rows = [Parts.Row(100, 72, "1. glass"), Parts.Row(112, 90, first), Parts.Row(124, 90, second),
            Parts.Row(136, 72, "2. salt")];

        var blocks = new BlockBuilder(rows, 0, Parts.Page()).Build();

        Assert.Equal(areItems ? 4 : 2, blocks.Count);
    }

    [Fact]
    public void Build_SecondMarkerPastTheNextItem_SaysNothingOfTheFirst()
    {
        TextRow[] rows = [Parts.Row(100, 72, "1. glass"), Parts.Row(112, 90, "– or so"), Parts.Row(124, 72, "2. salt"),
            Parts.Row(136, 90, "– or so")];

        Assert.Equal(["glass – or so", "salt – or so"],
            new BlockBuilder(rows, 0, Parts.Page()).Build().Select(block => block.Text));
    }

    private static List<LayoutBlock> Build(params string[] lines) =>
        new BlockBuilder([.. lines.Select((line, i) => Parts.Row(100 + (12 * i), 72, line))], 0, Parts.Page()).Build();
}
