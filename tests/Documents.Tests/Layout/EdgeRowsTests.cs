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

    [Fact]
    public void Find_NoRows_IsNothing() => Assert.Equal((0, 0), Find());

    private static (int, int) Find(params TextRow[] rows) => EdgeRows.Find(rows, Parts.Page());
}
