using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class CaptionBinderTests
{
    private static LayoutBlock Picture(double t, double b, double l = 100) => Parts.Block(BlockKind.Picture, l, t, l + 200, b);

    private static LayoutBlock Table(double t, double b) => Parts.Block(BlockKind.Table, 100, t, 300, b);

    private static LayoutBlock Caption(double t, string text, double l = 100) =>
        Parts.Block(BlockKind.Caption, l, t, l + 200, t + 11, text);

    [Fact]
    public void Bind_FigureBetweenTwoPictures_TakesTheOneAbove() =>
        Assert.Equal(0, Bind(Picture(100, 200), Caption(210, "Figure 1"), Picture(230, 330))[1].CaptionOf);

    [Fact]
    public void Bind_TableBetweenTwoTables_TakesTheOneBelow() =>
        Assert.Equal(2, Bind(Table(100, 200), Caption(210, "Table 1"), Table(230, 330))[1].CaptionOf);

    [Fact]
    public void Bind_FigureBetweenTableAndPicture_TakesThePicture() =>
        Assert.Equal(2, Bind(Table(100, 200), Caption(210, "Figure 1"), Picture(225, 330))[1].CaptionOf);

    [Fact]
    public void Bind_TableBesideAPictureOnly_TakesThePicture() =>
        Assert.Equal(0, Bind(Picture(100, 200), Caption(205, "Table 1"))[1].CaptionOf);

    [Fact]
    public void Bind_TwoCaptions_DoNotShareAPicture() =>
        Assert.Equal([null, 0, null], Bind(Picture(100, 200), Caption(203, "Figure 1"), Caption(216, "Figure 2"))
            .Select(block => block.CaptionOf));

    [Fact]
    public void Bind_PictureFarBelow_IsNotMeant() => Assert.Null(Bind(Caption(100, "Figure 1"), Picture(200, 300))[0].CaptionOf);

    [Fact]
    public void Bind_PictureInAnotherColumn_CostsMoreThanTheOneAbove() =>
        Assert.Equal(1, Bind(Picture(180, 208, l: 310), Picture(100, 190), Caption(210, "Figure 1"))[2].CaptionOf);

    [Fact]
    public void Bind_TextThatIsNoCaption_IsLeftAlone() =>
        Assert.Null(Bind(Picture(100, 200), Parts.Block(BlockKind.Paragraph, 100, 205, 300, 216, "Figure 1 shows"))[1].CaptionOf);

    private static List<LayoutBlock> Bind(params LayoutBlock[] blocks) => CaptionBinder.Bind([.. blocks]);
}
