using DaprProcessing.Documents.Layout;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

public sealed class AlignedTableTests
{
    private static readonly double[] Edges = [72, 180, 330];
    private static readonly string[][] Harvest =
        [["Month", "Ships", "Cargo"], ["March", "31", "salt"], ["April", "28", "coal"], ["May", "40", "glass"]];

    [Fact]
    public void At_RowsOfCells_TakesThemAll()
    {
        var (table, rows) = At(Parts.Table(100, Edges, Harvest))!.Value;

        Assert.Equal((4, 3, 4, 12), (table.Rows, table.Columns, rows, table.Cells.Count));
        Assert.All(table.Cells, cell => Assert.Equal(cell.Row == 0, cell.ColumnHeader));
    }

    [Fact]
    public void At_RowOfWideNumbersInNarrowColumns_HasACellForEach()
    {
        var rows = Enumerable.Range(0, 8).Select(
            i => Parts.Row(100 + (14 * i), (72, "port"), (184, "31"), (214, "28"), (244, "17"))).ToList();
        rows.Add(Parts.Row(212, (72, "all"), (176, "1,040"), (205, "1,120"), (234, "1,200")));

        var table = At(rows)!.Value.Table;

        Assert.Equal(["all", "1,040", "1,120", "1,200"], table.Cells.Where(cell => cell.Row == 8).Select(cell => cell.Text));
    }

    [Fact]
    public void At_TextBelowTheTable_IsLeftOut() =>
        Assert.Equal(4, At([.. Parts.Table(100, Edges, Harvest),
            Parts.Row(156, 72, "A sentence that runs on below the table and is none of its rows")])!.Value.Rows);

    [Fact]
    public void At_RowFarBelow_IsLeftOut() =>
        Assert.Equal(4, At([.. Parts.Table(100, Edges, Harvest),
        Parts.Row(190, (72, "June"), (180, "12"), (330, "salt"))])!.Value.Rows);

    [Fact]
    public void At_FirstRowOfOnePiece_StartsNoTable() =>
        Assert.Null(At([Parts.Row(86, 72, "Ships by month"), .. Parts.Table(100, Edges, Harvest)]));

    [Fact]
    public void At_SecondLineOfACell_GoesOnInIt()
    {
        List<TextRow> rows = [.. Parts.Table(100, Edges, ["Name", "Remark", "Box"], ["Oakes", "binds volumes and", "12"]),
            Parts.Row(126, 180, "mends spines"), .. Parts.Table(144, Edges, ["Harrow", "reads", "7"], ["Quill", "counts", "31"])];

        var table = At(rows)!.Value.Table;

        Assert.Equal("binds volumes and mends spines", Assert.Single(table.Cells, cell => cell is { Row: 1, Column: 1 }).Text);
        Assert.Equal(4, table.Rows);
    }

    [Fact]
    public void At_LineOfOnePieceInTheFirstColumn_IsARowThatNamesAGroup()
    {
        List<TextRow> rows = [.. Parts.Table(100, Edges, Harvest[..3]), Parts.Row(142, 72, "Summer"),
            .. Parts.Table(156, Edges, ["June", "12", "salt"], ["July", "9", "ice"])];

        var (table, count) = At(rows)!.Value;

        Assert.Equal((6, 6), (table.Rows, count));
        Assert.Equal("Summer", Assert.Single(table.Cells, cell => cell.Row == 3).Text);
    }

    [Fact]
    public void At_LineThatLiesAcrossTwoColumns_EndsTheTable() =>
        Assert.Equal(3, At([.. Parts.Table(100, Edges, Harvest[..3]), Parts.Row(142, 80, "across both of them all"),
            .. Parts.Table(156, Edges, ["June", "12", "salt"])])!.Value.Rows);

    [Fact]
    public void At_LooselySetProse_IsNoTable()
    {
        var rows = Enumerable.Range(0, 5)
            .Select(i => Parts.Row(100 + (14 * i),
            [.. Enumerable.Range(0, 7).Select(j => (72.0 + (60 * j) + (7 * ((i + j) % 3)), "word"))])).ToList();

        Assert.Null(At(rows));
    }

    [Fact]
    public void At_HeadingOverTwoColumns_SpansThem()
    {
        List<TextRow> rows = [Parts.Row(100, (72, "Month"), (200, "Ships and boats in the bay")),
            .. Parts.Table(114, [72, 200, 320], ["", "Ships", "Boats"], ["March", "31", "16"], ["April", "28", "25"],
            ["May", "40", "9"])];

        var table = At(rows)!.Value.Table;

        Assert.Equal(2, Assert.Single(table.Cells, cell => cell.Text == "Ships and boats in the bay").ColumnSpan);
    }

    [Theory]
    [InlineData("42", true)]
    [InlineData("1,204.50 €", true)]
    [InlineData("71.4 %", true)]
    [InlineData("3/18/2024", true)]
    [InlineData("± 0.3", true)]
    [InlineData("12 kg", true)]
    [InlineData("3 ft 0 in", false)]
    [InlineData("ships", false)]
    [InlineData("A4 paper", false)]
    [InlineData("–", false)]
    [InlineData("", false)]
    public void IsNumeric_OfACell_CountsDigitsAgainstLetters(string text, bool expected) =>
        Assert.Equal(expected, CellText.IsNumeric(text));

    [Theory]
    [InlineData(10, 0)]
    [InlineData(150, 1)]
    [InlineData(100, 0)]
    [InlineData(100.1, 1)]
    [InlineData(400, 2)]
    public void ColumnOf_APlace_CountsTheSeparatorsBeforeIt(double x, int expected) =>
        Assert.Equal(expected, CellGrid.ColumnOf(x, [100, 300]));

    private static (TableLayout Table, int Rows)? At(List<TextRow> rows) => AlignedTable.At(rows, 0, RuleSet.None, Parts.Page());
}
