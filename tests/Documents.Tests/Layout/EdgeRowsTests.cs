using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class EdgeRowsTests
{
    [Theory]
    [InlineData(40, 1)]
    [InlineData(80, 1)]
    [InlineData(90, 0)]
    [InlineData(200, 0)]
    public void Find_RowAboveALargeGap_IsAtTheEdgeOnlyInTheUpperTwelfth(double t, int expected) =>
        Assert.Equal((expected, 0),
            Find(Parts.Row(t, 72, "Harbour Report", 8), Parts.Row(300, 72, "text"), Parts.Row(312, 72, "text")));

    [Theory]
    [InlineData(760, 1)]
    [InlineData(700, 1)]
    [InlineData(690, 0)]
    public void Find_RowBelowALargeGap_IsAtTheEdgeOnlyInTheLowerTwelfth(double t, int expected) =>
        Assert.Equal((0, expected), Find(Parts.Row(300, 72, "text"), Parts.Row(312, 72, "text"), Parts.Row(t, 72, "7", 8)));

    [Fact]
    public void Find_TwoRowsAboveTheGap_AreBothAtTheEdge() =>
        Assert.Equal((2, 0), Find(Parts.Row(30, 72, "Harbour"), Parts.Row(42, 72, "Report"), Parts.Row(120, 72, "text"),
            Parts.Row(132, 72, "text")));

    [Fact]
    public void Find_FourRowsAboveTheGap_AreNoEdge() =>
        Assert.Equal((0, 0), Find([.. Enumerable.Range(0, 4).Select(i => Parts.Row(20 + (12 * i), 72, "line")),
            Parts.Row(200, 72, "text"), Parts.Row(212, 72, "text")]));

    [Fact]
    public void Find_RowsSpacedLikeTheRest_AreNoEdge() =>
        Assert.Equal((0, 0), Find([.. Enumerable.Range(0, 20)
            .Select(i => Parts.Row(20 + (38 * i), 72, "a line of a table set wide"))]));

    [Fact]
    public void Find_OneRowAlone_IsAnEdge() => Assert.Equal((1, 0), Find(Parts.Row(40, 72, "Delivery slip")));

    private const string Full = "a line of the text that runs from one margin of the page right to its other";

    [Theory]
    [InlineData("400", "Of Husbandry", "Ch. XIX", 1)]
    [InlineData("Ch. XIX", "Of Husbandry", "400", 1)]
    [InlineData("400", "Of Husbandry", "401", 0)]
    [InlineData("Year", "Of Husbandry", "Tons", 0)]
    [InlineData("7", "8", "x400", 1)]
    [InlineData("7", "8", "400x", 1)]
    public void Find_RowWithANumberAtOneEnd_CloseToFullLines_IsAHead(string left, string middle, string right, int expected) =>
        Assert.Equal((expected, 0), Find(Parts.Row(40, (72, left), (250, middle), (400, right)),
            Parts.Row(52, 72, Full), Parts.Row(64, 72, Full), Parts.Row(76, 72, Full)));

    [Fact]
    public void Find_FirstRowOfATable_IsNoHead() =>
        Assert.Equal((0, 0), Find([.. Enumerable.Range(0, 8)
            .Select(i => Parts.Row(40 + (12 * i), (72, "Timber"), (400, "400")))]));

    [Theory]
    [InlineData("62", 305, 340, 1)]
    [InlineData("62", 305, 330, 0)]
    [InlineData("62", 100, 340, 0)]
    [InlineData("x62", 305, 340, 0)]
    public void Find_NumberInTheMiddleBelowAllText_IsAtTheEdgeWhereverThatIs(string text, double l, double t, int expected) =>
        Assert.Equal((0, expected), Find(Parts.Row(290, 120, Full), Parts.Row(302, 120, Full), Parts.Row(t, l, text)));

    [Fact]
    public void Find_NoRows_IsNothing() => Assert.Equal((0, 0), Find());

    private static (int, int) Find(params TextRow[] rows) => EdgeRows.Find(rows, Parts.Page());
}
