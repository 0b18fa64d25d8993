using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class ColumnLinesTests
{
    [Fact]
    public void Edges_OfAColumn_PassOverAStrayLine()
    {
        var column = new ColumnLines(
            [.. Enumerable.Range(0, 40)
            .Select(i => Parts.Row(100 + (12 * i), i == 7 ? 40 : 72, i == 9 ? "words that reach far over the edge"
            : "words of a line"))], noisy: false);

        Assert.Equal((72, 147, 75), (column.L, column.R, column.Width));
    }

    [Theory]
    [InlineData(12, 1.2)]
    [InlineData(15, 1.5)]
    [InlineData(50, 1.3)]
    [InlineData(5, 1.3)]
    public void Pitch_OfLinesAtOneDistance_IsThatDistanceInSizes(double distance, double expected) =>
        Assert.Equal(expected,
            new ColumnLines([.. Enumerable.Range(0, 5).Select(i => Parts.Row(100 + (distance * i), 72, "words"))],
            noisy: false).Pitch, 6);

    [Fact]
    public void Pitch_OfTwoLines_IsAGuess() =>
        Assert.Equal(1.3, new ColumnLines([Parts.Row(100, 72, "one"), Parts.Row(120, 72, "two")], noisy: false).Pitch);

    [Fact]
    public void Pitch_BetweenHeadingsAndText_DoesNotCount() =>
        Assert.Equal(1.2, new ColumnLines([Parts.Row(80, 72, "head", 14), .. Enumerable.Range(0, 4)
            .Select(i => Parts.Row(105 + (12 * i), 72, "words"))], noisy: false).Pitch, 6);
}
