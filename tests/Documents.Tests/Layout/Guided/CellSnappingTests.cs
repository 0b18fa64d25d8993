using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Documents.Layout.Guided;

namespace DaprProcessing.Documents.Tests.Layout.Guided;

public sealed class CellSnappingTests
{
    private static readonly double[] Edges = [70, 170, 320, 420];

    private static readonly string[][] Harvest =
        [["Month", "Ships", "Cargo"], ["March", "31", "salt"], ["April", "28", "coal"]];

    [Fact]
    public void Read_WordsInTheirCells_AreTheCellsText()
    {
        var table = Read(SmallStructure.Even(98, 14, 3, Edges), Parts.Table(100, [72, 180, 330], Harvest))!;

        Assert.Equal((3, 3), (table.Rows, table.Columns));
        Assert.Equal("coal", Text(table, 2, 2));
        Assert.All(table.Cells, cell => Assert.Equal(cell.Row == 0, cell.ColumnHeader));
    }

    [Fact]
    public void Read_CellSeenInTheWrongPlace_TakesTheRowsOfTheOthers()
    {
        var seen = SmallStructure.Even(98, 14, 3, Edges);
        var cells = seen.Cells.ToList();
        cells[4] = cells[4] with { Box = new Box(70, 60, 90, 70) };

        Assert.Equal("31", Text(Read(seen with { Cells = cells }, Parts.Table(100, [72, 180, 330], Harvest))!, 1, 1));
    }

    [Fact]
    public void Read_WordsOutsideEveryCell_GoToTheNearest()
    {
        var rows = Parts.Table(100, [72, 180, 330], [.. Harvest, ["May", "40", "glass"]]);

        var table = Read(SmallStructure.Even(98, 14, 3, Edges), rows)!;

        Assert.Equal("April May", Text(table, 2, 0));
        Assert.Equal(rows.Sum(row => row.Chars), table.Cells.Sum(cell => cell.Text.Count(c => c != ' ')));
    }

    [Fact]
    public void Read_SpanningCell_HoldsWhatStandsInAllItsPlaces()
    {
        var seen = SmallStructure.Even(98, 14, 3, Edges);
        var cells = seen.Cells.Where(cell => cell.Row > 0 || cell.Column == 0)
            .Append(new StructureCell(0, 1, 1, 2, new Box(170, 98, 420, 112))).ToList();

        var table = Read(seen with { Cells = cells }, [Parts.Row(100, (72, "Month"), (300, "Traffic")),
            .. Parts.Table(114, [72, 180, 330], ["March", "31", "salt"], ["April", "28", "coal"])])!;

        Assert.Equal(2, table.Cells.Single(cell => cell.Text == "Traffic").ColumnSpan);
    }

    [Fact]
    public void Read_RowsAndColumnsWithoutText_AreLeftOut()
    {
        var table = Read(SmallStructure.Even(98, 14, 5, [70, 170, 320, 420, 520]), Parts.Table(100, [72, 180, 330], Harvest))!;

        Assert.Equal((3, 3), (table.Rows, table.Columns));
    }

    [Fact]
    public void Read_PlaceThatTheModelLeftOut_IsACell()
    {
        var seen = SmallStructure.Even(98, 14, 3, Edges);

        var table = Read(seen with { Cells = [.. seen.Cells.Where(cell => (cell.Row, cell.Column) != (1, 1))] },
            Parts.Table(100, [72, 180, 330], Harvest))!;

        Assert.Equal("31", Text(table, 1, 1));
    }

    [Fact]
    public void Read_OneColumn_IsNoTable() =>
        Assert.Null(Read(SmallStructure.Even(98, 14, 3, [70, 420]), Parts.Table(100, [72], ["one"], ["two"], ["three"])));

    private static TableLayout? Read(TableStructure structure, IReadOnlyList<TextRow> rows) =>
        CellSnapping.Read(structure, rows, Parts.Page());

    private static string Text(TableLayout table, int row, int column) =>
        table.Cells.Single(cell => cell.Row == row && cell.Column == column).Text;
}
