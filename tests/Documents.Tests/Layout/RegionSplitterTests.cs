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

    [Theory]
    [InlineData("1. 2. 3. 4.", "1. 2. 3. 4.")]
    [InlineData("1) 2) 3) 4)", "1) 2) 3) 4)")]
    [InlineData("7. 8. 11. 12.", "7. 8. 11. 12.")]
    [InlineData("1. 3. 2. 4.", "1. 3.")]
    [InlineData("1. 2. 2. 3.", "1. 2.")]
    [InlineData("1. 2. a c", "1. 2.")]
    public void Split_NumbersThatGoAcross_AreReadRowByRow(string numbers, string expected)
    {
        var at = numbers.Split(' ');
        List<TextRow> rows = [Parts.Row(100, (60, $"{at[0]} Ships"), (320, $"{at[1]} Ice")), .. Columns(114),
            Parts.Row(200, (60, $"{at[2]} Timber"), (320, $"{at[3]} Glass")), .. Columns(214)];

        Assert.Equal(expected, string.Join(' ', Names(rows)));
    }

    [Fact]
    public void Split_PictureBesideNumberedText_IsOfItsCard()
    {
        List<TextRow> rows = [Parts.Row(100, (60, "1. Ships"), (320, "2. Ice")), .. Columns(114),
            Parts.Row(300, (60, "3. Timber"), (320, "4. Glass")), .. Columns(314)];

        var regions = Split(rows, new PageFloat(new Box(60, 420, 220, 460)), new PageFloat(new Box(320, 130, 470, 160)));

        Assert.Equal([0, 1, 1, 0], regions.Select(region => region.Floats.Count));
    }

    private static List<TextRow> Columns(double top) =>
        [.. Enumerable.Range(0, 6).Select(i => Parts.Row(top + (12 * i), (60, $"left {Line}"), (320, $"right {Line}")))];

    private static IReadOnlyList<PageRegion> Split(IReadOnlyList<TextRow> rows, params PageFloat[] floats) =>
        new RegionSplitter(Parts.Page()).Split(rows, floats);

    private static IEnumerable<string> Names(List<TextRow> rows) => Split(rows).Select(region => region.Rows[0].Words[0].Text);
}
