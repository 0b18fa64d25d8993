using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class RegionSplitterTests
{
    private const string Line = "words that fill one line of it";

    [Fact]
    public void Split_TitleColumnsAndFoot_IsReadInThatOrder() =>
        Assert.Equal(["title", "left", "right", "foot"],
            Names([Parts.Row(60, 60, $"title {Line} {Line}"), .. Columns(100), Parts.Row(250, 60, $"foot {Line} {Line}")]));

    [Fact]
    public void Split_TwoBandsOfColumns_AreReadOneAfterTheOther() =>
        Assert.Equal(["left", "right", "middle", "left", "right"],
            Names([.. Columns(100), Parts.Row(200, 60, $"middle {Line} {Line}"), .. Columns(230)]));

    [Fact]
    public void Split_OneColumn_IsOneRegion() =>
        Assert.Single(Split([.. Enumerable.Range(0, 6).Select(i => Parts.Row(100 + (12 * i), 60, $"{Line} {Line}"))]));

    [Fact]
    public void Split_NothingAtAll_IsNoRegion() => Assert.Empty(Split([]));

    [Fact]
    public void Split_PictureOnly_IsARegion() =>
        Assert.Single(Assert.Single(Split([], new PageFloat(new Box(60, 100, 200, 200)))).Floats);

    [Theory]
    [InlineData(60, 220, 1)]
    [InlineData(330, 480, 2)]
    public void Split_PictureInAColumn_IsOfThatColumn(double l, double r, int region)
    {
        var rows = Columns(100).Concat(Columns(300)).ToList();
        var regions = Split([Parts.Row(60, 60, $"title {Line} {Line}"), .. rows], new PageFloat(new Box(l, 180, r, 290)));

        Assert.Equal(region, regions.ToList().FindIndex(part => part.Floats.Count > 0));
    }

    [Fact]
    public void Split_PictureAboveTheColumns_IsReadBeforeThem()
    {
        var regions = Split([Parts.Row(60, 60, $"title {Line} {Line}"), .. Columns(300)],
            new PageFloat(new Box(60, 80, 480, 280)));

        Assert.Single(regions[0].Floats);
    }

    private static List<TextRow> Columns(double top) =>
        [.. Enumerable.Range(0, 6).Select(i => Parts.Row(top + (12 * i), (60, $"left {Line}"), (320, $"right {Line}")))];

    private static IReadOnlyList<PageRegion> Split(IReadOnlyList<TextRow> rows, params PageFloat[] floats) =>
        new RegionSplitter(Parts.Page()).Split(rows, floats);

    private static IEnumerable<string> Names(List<TextRow> rows) => Split(rows).Select(region => region.Rows[0].Words[0].Text);
}
