using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class PictureTests
{
    [Theory]
    [InlineData(100, 100, 113, 200, 0)]
    [InlineData(100, 100, 114, 114, 1)]
    [InlineData(100, 100, 200, 113, 0)]
    [InlineData(-50, -50, 10, 200, 0)]
    [InlineData(500, 700, 900, 900, 1)]
    public void Find_ImagesOfAllSizes_KeepsThoseAReaderSees(double l, double t, double r, double b, int expected) =>
        Assert.Equal(expected, PictureFinder.Find(new PageBuilder().Image(l, t, r, b).Build(), [], mirror: false).Count);

    [Fact]
    public void Find_ImageThatReachesOverThePage_IsCutToIt() =>
        Assert.Equal(new Box(500, 700, 612, 792),
            Assert.Single(PictureFinder.Find(new PageBuilder().Image(500, 700, 900, 900).Build(), [], mirror: false)));

    [Fact]
    public void Find_OnAMirroredPage_IsMirrored() =>
        Assert.Equal(new Box(412, 100, 512, 200),
            Assert.Single(PictureFinder.Find(new PageBuilder().Image(100, 100, 200, 200).Build(), [], mirror: true)));

    [Theory]
    [InlineData(TextSource.Ocr, 1, 0)]
    [InlineData(TextSource.TextLayer, 3, 1)]
    [InlineData(TextSource.TextLayer, 4, 0)]
    public void Find_ImageThatFillsThePage_IsABackgroundBehindText(TextSource source, int rows, int expected)
    {
        var page = new PageBuilder(source: source).Image(0, 0, 612, 792).Build();
        var text = Enumerable.Range(0, rows).Select(i => Parts.Row(100 + (14 * i), 72, "text")).ToList();

        Assert.Equal(expected, PictureFinder.Find(page, text, mirror: false).Count);
    }

    [Theory]
    [InlineData(100, 300, 128, "2 What the harbour needs", 0)]
    [InlineData(100, 300, 140, "2 What the harbour needs", 1)]
    [InlineData(100, 200, 128, "North", 1)]
    [InlineData(100, 300, 128, "2", 1)]
    public void Find_BarBehindOneLineOfText_IsNoPicture(double t, double r, double b, string line, int expected)
    {
        var page = new PageBuilder().Image(100, t, r, b).Build();

        Assert.Equal(expected, PictureFinder.Find(page, [Parts.Row(110, 104, line)], mirror: false).Count);
    }

    [Fact]
    public void Find_ButtonWithTwoLinesOfText_IsAPicture()
    {
        var page = new PageBuilder().Image(100, 100, 300, 128).Build();

        Assert.Single(PictureFinder.Find(
            page, [Parts.Row(102, 104, "Two lines"), Parts.Row(114, 104, "in a drawing")], mirror: false));
    }

    [Fact]
    public void Merge_PiecesCloseTogether_AreOnePicture() =>
        Assert.Equal([new Box(100, 100, 310, 200)], Merge([], new Box(100, 100, 200, 200), new Box(210, 100, 310, 200)));

    [Fact]
    public void Merge_ChainOfPieces_IsOnePicture() =>
        Assert.Single(Merge([], new Box(100, 100, 150, 150), new Box(260, 100, 310, 150), new Box(160, 100, 250, 150)));

    [Fact]
    public void Merge_PiecesFarApart_StayTwo() =>
        Assert.Equal(2, Merge([], new Box(100, 100, 200, 200), new Box(220, 100, 310, 200)).Count);

    [Fact]
    public void Merge_PiecesWithTextBetween_StayTwo()
    {
        var text = Parts.Row(198, 100, "a line of text that stands between the two of them for all to see");

        Assert.Equal(2, Merge([text], new Box(100, 100, 300, 195), new Box(100, 208, 300, 300)).Count);
        Assert.Single(Merge([Parts.Row(198, 100, "label")], new Box(100, 100, 300, 195), new Box(100, 208, 300, 300)));
    }

    [Fact]
    public void Separate_SentencesOnAPicture_AreNoLabels()
    {
        var picture = new Box(100, 100, 500, 300);
        List<TextRow> sentences =
        [
            Parts.Row(150, 120, "Please refresh your browser to try your request"), Parts.Row(170, 120, "once more."),
        ];
        List<TextRow> axes = [Parts.Row(150, 120, "0 100 200 300 400"), Parts.Row(170, 120, "Number of ships in the harbour")];

        Assert.Empty(Assert.Single(PictureLabels.Separate(sentences, [picture], Parts.Page()).Inside));
        Assert.Equal(2, Assert.Single(PictureLabels.Separate(axes, [picture], Parts.Page()).Inside).Count);
    }

    [Theory]
    [InlineData("Harvest festival", 30, 0)]
    [InlineData("Harvest festival", 14, 1)]
    [InlineData("A 7", 30, 1)]
    public void Separate_TitleInLargeTypeOnAPicture_IsNoLabel(string text, double size, int labels)
    {
        var (outside, inside) =
            PictureLabels.Separate([Parts.Row(150, 120, text, size)], [new Box(100, 100, 550, 300)], Parts.Page());

        Assert.Equal((1 - labels, labels), (outside.Count, inside[0].Count));
    }

    [Fact]
    public void Separate_WordsInsideAPicture_AreItsLabels()
    {
        var (outside, inside) =
            PictureLabels.Separate(
            [Parts.Row(150, 120, "tide"), Parts.Row(250, 120, "text")], [new Box(100, 100, 300, 200)], Parts.Page());

        Assert.Equal(("text", "tide"), (Assert.Single(outside).Words[0].Text, Assert.Single(inside[0]).Words[0].Text));
    }

    [Theory]
    [InlineData(95, 150)]
    [InlineData(285, 150)]
    [InlineData(120, 92)]
    [InlineData(120, 197)]
    public void Separate_WordsAcrossTheRim_StayText(double l, double t) =>
        Assert.Single(PictureLabels.Separate([Parts.Row(t, l, "tide")], [new Box(100, 100, 300, 200)], Parts.Page()).Outside);

    [Fact]
    public void Separate_MuchTextOverAnImage_StaysText()
    {
        var text = Enumerable.Range(0, 12)
            .Select(i => Parts.Row(110 + (12 * i), 80, "a line of text over a shaded box, like many others there")).ToList();

        Assert.Equal(12, PictureLabels.Separate(text, [new Box(70, 100, 400, 300)], Parts.Page()).Outside.Count);
    }

    [Fact]
    public void Separate_WordsOverAnImageOfHalfThePage_StayText() =>
        Assert.Single(PictureLabels.Separate([Parts.Row(150, 120, "tide")], [new Box(0, 0, 612, 500)], Parts.Page()).Outside);

    [Theory]
    [InlineData("depth in feet", 6, 304, true)]
    [InlineData("depth in feet", 9.5, 304, false)]
    [InlineData("It is seen from here.", 6, 304, false)]
    [InlineData("depth in feet", 6, 320, false)]
    public void Absorb_LineAtTheRim_IsALabelWhereItIsSmallAndNear(string text, double size, double t, bool expected)
    {
        var picture = Parts.Block(BlockKind.Picture, 100, 150, 400, 300);
        var label = Parts.Block(BlockKind.Paragraph, 150, t, 200, t + size, text, size);

        Assert.Equal(expected ? 1 : 2, StrayLabels.Absorb([picture, label], Parts.Page()).Count);
    }

    [Fact]
    public void Absorb_Label_GrowsThePicture()
    {
        var picture = StrayLabels.Absorb(
            [Parts.Block(BlockKind.Picture, 100, 150, 400, 300),
            Parts.Block(BlockKind.Paragraph, 150, 304, 200, 310, "depth", 6)], Parts.Page())[0];

        Assert.Equal((new Box(100, 150, 400, 310), 1), (picture.Box, picture.Inside!.Count));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(1, true)]
    [InlineData(0, true)]
    public void DrawnFigures_WhiteSpaceBelowTextAndAboveACaption_IsAPicture(int labels, bool expected) =>
        Assert.Equal(expected, Draw(140, labels).Exists(block => block.Kind == BlockKind.Picture));

    [Theory]
    [InlineData(140, true)]
    [InlineData(240, false)]
    public void DrawnFigures_LittleWhiteSpace_IsNoPicture(double textBottom, bool expected) =>
        Assert.Equal(expected, Draw(textBottom, 0).Exists(block => block.Kind == BlockKind.Picture));

    [Fact]
    public void DrawnFigures_LabelsAboveTheCaption_AreInsideThePicture() =>
        Assert.Equal(["+1", "+1"], Assert.Single(Draw(140, 2), block => block.Kind == BlockKind.Picture).Inside!
            .Select(label => label.Text));

    [Fact]
    public void DrawnFigures_CaptionOfATable_DrawsNothing() =>
        Assert.DoesNotContain(
            DrawnFigures.Find([Text(140), Parts.Block(BlockKind.Caption, 72, 260, 300, 271, "Table 1. Ships")], Parts.Page()),
            block => block.Kind == BlockKind.Picture);

    [Fact]
    public void DrawnFigures_PictureNearTheCaption_IsTheFigure() =>
        Assert.Single(DrawnFigures.Find([Text(100), Parts.Block(BlockKind.Picture, 72, 150, 300, 250),
            Parts.Block(BlockKind.Caption, 72, 260, 300, 271, "Figure 1. Tide")], Parts.Page()),
            block => block.Kind == BlockKind.Picture);

    private static LayoutBlock Text(double bottom) =>
        Parts.Block(BlockKind.Paragraph, 72, bottom - 40, 500, bottom, "Text above the drawing, of some length, that ends here.",
        lines: 3);

    private static List<LayoutBlock> Draw(double textBottom, int labels) => DrawnFigures.Find(
    [
        Text(textBottom), .. Enumerable.Range(0, labels)
            .Select(i => Parts.Block(BlockKind.Paragraph, 100, 180 + (20 * i), 120, 187 + (20 * i), "+1", 6)),
        Parts.Block(BlockKind.Caption, 72, 260, 300, 271, "Figure 1. Heights by day."),
    ], Parts.Page());

    private static List<Box> Merge(List<TextRow> rows, params Box[] boxes) =>
        PictureFinder.Merge(new PageRegion(rows, [.. boxes.Select(box => new PageFloat(box))]));
}
