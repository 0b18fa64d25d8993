using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

public sealed class HeaderRowsTests
{
    [Fact]
    public void Mark_FirstRowOfWords_IsTheHeading() =>
        Assert.Equal([0], Mark(false, ["Month", "Ships"], ["March", "31"], ["April", "28"]));

    [Fact]
    public void Mark_FirstRowWithNumbers_IsNoHeading() => Assert.Empty(Mark(false, ["March", "31"], ["April", "28"]));

    [Fact]
    public void Mark_FirstRowOfNumbersInBold_IsTheHeading() => Assert.Equal([0], Mark(true, ["Month", "31"], ["April", "28"]));

    [Fact]
    public void Mark_FirstRowOfYears_IsTheHeading() =>
        Assert.Equal([0], Mark(false, ["Cargo", "1878", "1879"], ["salt", "31", "12"]));

    [Fact]
    public void Mark_FirstRowOfSentences_IsNoHeading() =>
        Assert.Empty(Mark(false,
            ["Month", "a sentence that tells at length of all that the ships have carried in that year and the next"],
            ["March", "31"]));

    [Fact]
    public void Mark_EmptyFirstRow_IsNoHeading() => Assert.Empty(Mark(false, ["", ""], ["March", "31"]));

    [Fact]
    public void Mark_KnownRows_AreTheHeading()
    {
        List<CellLayout> cells = [Cell(0, 0, "1"), Cell(1, 0, "2"), Cell(2, 0, "3")];

        Assert.Equal([true, true, false], HeaderRows.Mark(cells, [], known: 2).Select(cell => cell.ColumnHeader));
    }

    [Theory]
    [InlineData("spring", true)]
    [InlineData("40", false)]
    public void Mark_SpanningHeadingOverARow_TakesItInWhereItIsWords(string below, bool expected)
    {
        List<CellLayout> cells =
            [Cell(0, 0, "Place"), Cell(0, 1, "Ships") with { ColumnSpan = 2 }, Cell(1, 0, "Bay"), Cell(1, 1, below),
            Cell(1, 2, below)];

        Assert.Equal(expected, HeaderRows.Mark(cells, []).Where(cell => cell.Row == 1).All(cell => cell.ColumnHeader));
    }

    private static CellLayout Cell(int row, int column, string text) =>
        new(row, column, 1, 1, new Box(72 + (100 * column), 100 + (14 * row), 122 + (100 * column), 111 + (14 * row)), text);

    private static IEnumerable<int> Mark(bool bold, params string[][] rows)
    {
        var cells = rows.SelectMany((row, i) => row.Select((text, j) => Cell(i, j, text))).ToList();
        var printed = rows.Select(
            (row, i) => Parts.Row(
            100 + (14 * i), 72, string.Join(' ', row) is { Length: > 1 } text ? text : "x", 10, bold && i == 0)).ToList();
        return HeaderRows.Mark(cells, printed).Where(cell => cell.ColumnHeader).Select(cell => cell.Row).Distinct();
    }
}
