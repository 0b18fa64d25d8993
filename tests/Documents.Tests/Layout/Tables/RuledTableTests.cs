using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

public sealed class RuledTableTests
{
    private static readonly string[][] Cells = [["Month", "Ships", "Cargo"], ["March", "31", "salt"], ["April", "28", "coal"]];

    [Fact]
    public void Analyze_GridOfLines_IsATableOfItsCells()
    {
        var data = Table(Grid(new PageBuilder(), 72, 100, Cells));

        Assert.Equal((3, 3), (data.NumRows, data.NumCols));
        Assert.Equal(Cells.SelectMany(row => row), data.TableCells.Select(cell => cell.Text));
    }

    [Fact]
    public void Analyze_GridAcrossTwoColumns_IsOneTableOnce()
    {
        var page = new PageBuilder();
        page.Paragraph(60, 80, 230, Convert.Prose);
        page.Paragraph(320, 80, 230, Convert.Prose);
        Grid(page, 60, 330, [["Month", "Ships in the bay", "Cargo", "Remark"], ["March", "31", "salt", "none"],
            ["April", "28", "coal", "late"]], 122);
        page.Paragraph(60, 450, 230, Convert.Prose);
        page.Paragraph(320, 450, 230, Convert.Prose);

        var document = Convert.ToDocument(page.Build());

        Assert.Equal(12, Assert.Single(document.Tables).Data.TableCells.Count(cell => cell.Text.Length > 0));
        Assert.Equal(["text", "text", "table", "text", "text"], document.Body.Children
            .Select(child => child.Ref.StartsWith("#/tables", StringComparison.Ordinal) ? "table" : "text"));
    }

    [Fact]
    public void Analyze_TwoGridsSideBySide_AreTwoTables()
    {
        var page = Grid(Grid(new PageBuilder(), 40, 100, Cells, 80), 320, 100, Cells, 80);

        Assert.Equal([9, 9], Convert.ToDocument(page.Build()).Tables.Select(table => table.Data.TableCells.Count));
    }

    [Fact]
    public void Analyze_WordsBesideAGrid_AreGivenBackAsText()
    {
        var page = Grid(new PageBuilder(), 172, 100, Cells);
        page.Line(72, 105, "North").Line(72, 125, "South").Line(500, 145, "late");

        var document = Convert.ToDocument(page.Build());

        Assert.Equal(9, Assert.Single(document.Tables).Data.TableCells.Count);
        Assert.All(new[] { "North", "South", "late" }, word => Assert
            .Contains(document.Texts, text => text.Text.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void Analyze_GridWithFewFilledCells_IsNoTable()
    {
        string[][] cells = [["Notice", "", "", "", "", ""], ["", "", "", "", "", ""], ["", "", "", "", "", "Oakes"]];

        Assert.Empty(Convert.ToDocument(Grid(new PageBuilder(), 72, 100, cells, 70).Build()).Tables);
    }

    [Fact]
    public void Analyze_FrameOfOneColumn_IsNoTable()
    {
        var page = new PageBuilder().Rule(70, 100, 400, 100.5).Rule(70, 140, 400, 140.5).Rule(70, 180, 400, 180.5)
            .Rule(70, 220, 400, 220.5)
            .Rule(70, 100, 70.5, 220).Rule(400, 100, 400.5, 220).Line(80, 110, "one").Line(80, 150, "two").Line(80, 190, "three");

        Assert.Empty(Convert.ToDocument(page.Build()).Tables);
    }

    [Fact]
    public void Analyze_CellOfSeveralLines_IsReadFromTheTop()
    {
        var page = new PageBuilder();
        foreach (var y in new[] { 100, 130, 160 })
        {
            page.Rule(70, y, 370, y + 0.5);
        }

        page.Rule(70, 100, 70.5, 160).Rule(220, 100, 220.5, 160).Rule(370, 100, 370.5, 160);
        page.Line(75, 103, "binds the").Line(75, 115, "volumes").Line(225, 108, "12").Line(75, 138, "reads").Line(225, 138, "7");

        Assert.Equal(["binds the volumes", "12", "reads", "7"], Table(page).TableCells.Select(cell => cell.Text));
    }

    [Fact]
    public void Analyze_CellOverTwoRows_SpansThem()
    {
        var page = new PageBuilder().Rule(70, 100, 370, 100.5).Rule(170, 120, 370, 120.5).Rule(70, 140, 370, 140.5)
            .Rule(70, 160, 370, 160.5)
            .Rule(70, 100, 70.5, 160).Rule(170, 100, 170.5, 160).Rule(270, 100, 270.5, 160).Rule(370, 100, 370.5, 160);
        page.Line(75, 115, "North").Line(175, 105, "40").Line(275, 105, "2").Line(175, 125, "31").Line(275, 125, "7")
            .Line(75, 145, "South").Line(175, 145, "9").Line(275, 145, "8");

        var data = Table(page);

        Assert.Equal(2, Assert.Single(data.TableCells, cell => cell.Text == "North").RowSpan);
        Assert.Equal((3, 3, 8), (data.NumRows, data.NumCols, data.TableCells.Count));
    }

    [Fact]
    public void Analyze_RowRuledOnlyAboveAndBelow_KeepsTheColumnsOfTheOthers()
    {
        string[][] cells = [["Port", "Ships", "Crew"], ["Oakes", "31", "214"]];
        var page = Grid(new PageBuilder(), 72, 100, cells).Rule(72, 160, 372, 160.5).Rule(72, 180, 372, 180.5);
        page.Rule(72, 160, 72.5, 180).Rule(172, 160, 172.5, 180).Rule(372, 160, 372.5, 180).Rule(72, 120, 72.5, 180)
            .Rule(372, 120, 372.5, 180);
        page.Line(77, 145, "Lowick").Line(177, 145, "28").Line(277, 145, "198");
        page.Line(77, 165, "Total").Line(177, 165, "59 ships with all of their crew");

        var data = Table(page);

        Assert.Equal(["Lowick", "28", "198"],
            data.TableCells.Where(cell => cell.StartRowOffsetIdx == 2).Select(cell => cell.Text));
        Assert.Equal(2, Assert.Single(data.TableCells, cell => cell.Text.StartsWith("59", StringComparison.Ordinal)).ColSpan);
    }

    [Fact]
    public void Analyze_NumbersBelowEachOtherBetweenTwoLines_AreRows()
    {
        var page = Grid(new PageBuilder(), 72, 100, [["Port", "Ships", "Crew"]]).Rule(72, 170, 372, 170.5);
        foreach (var x in new[] { 72, 172, 272, 372 })
        {
            page.Rule(x, 120, x + 0.5, 170);
        }

        page.Line(77, 124, "Oakes, the").Line(77, 136, "northern one").Line(177, 124, "31").Line(277, 124, "214");
        page.Line(77, 154, "Lowick").Line(177, 154, "28").Line(277, 154, "198");

        Assert.Equal(["Port", "Ships", "Crew", "Oakes, the northern one", "31", "214", "Lowick", "28", "198"],
            Table(page).TableCells.Select(cell => cell.Text));
    }

    [Theory]
    [InlineData("Lowick", 3)]
    [InlineData("", 2)]
    public void Analyze_WhiteSpaceThroughAllColumns_PartsRowsThatHaveANameEach(string second, int rows)
    {
        var page = Grid(new PageBuilder(), 72, 100, [["Port", "Found there", "Carried"]]).Rule(72, 190, 372, 190.5);
        foreach (var x in new[] { 72, 172, 272, 372 })
        {
            page.Rule(x, 120, x + 0.5, 190);
        }

        page.Line(77, 124, "Oakes").Line(177, 124, "ships of the").Line(177, 136, "northern bay").Line(277, 124, "salt and")
            .Line(277, 136, "coal");
        page.Line(177, 164, "boats of the").Line(177, 176, "southern bay").Line(277, 164, "wood and").Line(277, 176, "glass");
        if (second.Length > 0)
        {
            page.Line(77, 164, second);
        }

        Assert.Equal(rows, Table(page).NumRows);
    }

    [Fact]
    public void Analyze_DatesInTwoLinesOfAHeading_AreOneRow()
    {
        var page = Grid(new PageBuilder(), 72, 140, [["Ships", "31", "28"]]).Rule(72, 100, 372, 100.5);
        foreach (var x in new[] { 72, 172, 272, 372 })
        {
            page.Rule(x, 100, x + 0.5, 140);
        }

        page.Line(177, 104, "FY 2010").Line(177, 118, "Sept. 30, 2011").Line(277, 104, "FY 2011")
            .Line(277, 118, "Sept. 30, 2012");

        Assert.Equal((2, 3), (Table(page).NumRows, Table(page).NumCols));
    }

    [Fact]
    public void Analyze_ShadingInsideItsFrame_IsNoColumnOfItsOwn()
    {
        var page = Grid(new PageBuilder(), 72, 100, Cells);
        page.Rule(77, 100, 77.5, 120).Rule(167, 100, 167.5, 120).Rule(177, 100, 177.5, 120).Rule(267, 100, 267.5, 120);

        Assert.Equal((3, 3), (Table(page).NumRows, Table(page).NumCols));
    }

    private static TableData Table(PageBuilder page) => Assert.Single(Convert.ToDocument(page.Build()).Tables).Data;

    private static PageBuilder Grid(PageBuilder page, double left, double top, string[][] cells, double width = 100)
    {
        var (right, bottom) = (left + (width * cells[0].Length), top + (20 * cells.Length));
        for (var y = top; y <= bottom; y += 20)
        {
            page.Rule(left, y, right, y + 0.5);
        }

        for (var x = left; x <= right; x += width)
        {
            page.Rule(x, top, x + 0.5, bottom);
        }

        foreach (var (row, i) in cells.Select((row, i) => (row, i)))
        {
            foreach (var (text, j) in row.Select((text, j) => (text, j)).Where(cell => cell.text.Length > 0))
            {
                page.Line(left + 5 + (width * j), top + 5 + (20 * i), text);
            }
        }

        return page;
    }
}
