using DaprProcessing.Documents.Layout;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

public sealed class IndexTableTests
{
    [Theory]
    [InlineData("Ships .... 3", "Ships", "3")]
    [InlineData("Ships . . . . 3", "Ships", "3")]
    [InlineData("Ships …… 12", "Ships", "12")]
    [InlineData("Ships ········ xiv", "Ships", "xiv")]
    [InlineData("2.1 Ships ...... 107", "2.1 Ships", "107")]
    public void At_EntryWithLeadersAndPage_IsRead(string line, string title, string page) =>
        Assert.Equal([title, page], At(line, "Ice ..... 4", "Cargo ..... 5")!.Value.Table.Cells.Take(2)
            .Select(cell => cell.Text));

    [Theory]
    [InlineData("Ships ... 3")]
    [InlineData("Ships and so on ....")]
    [InlineData(".......... 3")]
    [InlineData("Ships .... 1234567")]
    [InlineData("Ships in the bay")]
    public void At_LineWithoutLeadersTitleOrPage_IsNoEntry(string line) =>
        Assert.Null(At(line, "Ice ..... 4", "Cargo ..... 5", "Salt ..... 6"));

    [Fact]
    public void At_TwoEntries_AreNoTable() => Assert.Null(At("Ships ..... 3", "Ice ..... 4"));

    [Fact]
    public void At_TitleOfTwoLines_IsOneEntry()
    {
        var (table, rows) = At("Ships ..... 3", "Cargo that was carried in the", "years of ice ..... 12", "Salt ..... 40")!.Value;

        Assert.Equal((3, 4, true), (table.Rows, rows, table.IsIndex));
        Assert.Equal("Cargo that was carried in the years of ice", table.Cells[2].Text);
    }

    [Fact]
    public void At_TwoLinesWithoutPages_EndTheTable() =>
        Assert.Equal(3, At("Ships ..... 3", "Ice ..... 4", "Salt ..... 5", "text", "text", "Coal ..... 6")!.Value.Rows);

    private static (TableLayout Table, int Rows)? At(params string[] lines) =>
        IndexTable.At([.. lines.Select((line, i) => Parts.Row(100 + (14 * i), 72, line))], 0, Parts.Page());
}
