using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class FootnoteFinderTests
{
    [Theory]
    [InlineData("1 Measured in the year of ice.")]
    [InlineData("12 Measured in the year of ice.")]
    [InlineData("1) Measured in the year of ice.")]
    [InlineData("(1) Measured in the year of ice.")]
    [InlineData("[1] Measured in the year of ice.")]
    [InlineData("* Measured in the year of ice.")]
    [InlineData("† Measured in the year of ice.")]
    [InlineData("¹ Measured in the year of ice.")]
    [InlineData("a Measured in the year of ice.")]
    public void Mark_SmallPrintAtTheFootWithAMark_IsANote(string text) => Assert.Equal(BlockKind.Footnote, Mark(Note(text)).Kind);

    [Theory]
    [InlineData("Printed by order of the office.")]
    [InlineData("1,204 ships were counted.")]
    public void Mark_SmallPrintWithoutAMark_IsText(string text) => Assert.Equal(BlockKind.Paragraph, Mark(Note(text)).Kind);

    [Theory]
    [InlineData(9.2, BlockKind.Footnote)]
    [InlineData(9.4, BlockKind.Paragraph)]
    [InlineData(0, BlockKind.Paragraph)]
    public void Mark_TypeOfAboutTheTextsSize_IsText(double size, BlockKind expected) =>
        Assert.Equal(expected, Mark(Note("1 Measured.") with { SizePt = size }).Kind);

    [Theory]
    [InlineData(390, BlockKind.Paragraph)]
    [InlineData(400, BlockKind.Footnote)]
    public void Mark_InTheUpperHalf_IsText(double t, BlockKind expected) =>
        Assert.Equal(expected, Mark(Parts.Block(BlockKind.Paragraph, 72, t, 300, t + 8, "1 Measured.", 7)).Kind);

    [Fact]
    public void Mark_AboveTextOfTheSameColumn_IsText() =>
        Assert.Equal(BlockKind.Paragraph,
            Mark(Note("1 Measured."), Parts.Block(BlockKind.Paragraph, 72, 700, 300, 711, "Running text.")).Kind);

    [Fact]
    public void Mark_AboveTextOfAnotherColumn_IsANote() =>
        Assert.Equal(BlockKind.Footnote,
            Mark(Note("1 Measured."), Parts.Block(BlockKind.Paragraph, 320, 700, 560, 711, "Running text.")).Kind);

    [Fact]
    public void Mark_AboveThePageNumber_IsANote() =>
        Assert.Equal(BlockKind.Footnote,
            Mark(Note("1 Measured."),
            Parts.Block(BlockKind.Paragraph, 72, 760, 300, 771, "7") with { Edge = PageEdge.Bottom }).Kind);

    [Fact]
    public void Mark_ListItem_GetsItsMarkBackIntoItsText()
    {
        var marked = Mark(Note("Measured.") with { Kind = BlockKind.ListItem, Marker = "[1]" });

        Assert.Equal((BlockKind.Footnote, "[1] Measured.", null), (marked.Kind, marked.Text, marked.Marker));
    }

    [Fact]
    public void Mark_SmallCaption_StaysACaption() =>
        Assert.Equal(BlockKind.Caption, Mark(Note("a Measured.") with { Kind = BlockKind.Caption }).Kind);

    private static LayoutBlock Note(string text) => Parts.Block(BlockKind.Paragraph, 72, 650, 300, 658, text, 7);

    private static LayoutBlock Mark(params LayoutBlock[] blocks) => FootnoteFinder.Mark([.. blocks], Parts.Page())[0];
}
