using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

/// <summary>Where a table begins and ends: titles, groups of rows, notes, columns beside its lines.</summary>
public sealed class TableExtentTests
{
    private static readonly int[] Columns = [72, 220, 320, 420];

    [Fact]
    public void Analyze_GroupNameSetApart_LeavesOneTable()
    {
        var page = Row(new PageBuilder(), 100, "Harbour", "Ships", "Crew", "Cargo");
        Rows(page, 112, "North", 4);
        page.Line(72, 176, "Further south", 10, Face.Bold);
        Rows(page, 190, "South", 4);

        var table = Assert.Single(Convert.ToDocument(page.Build()).Tables);

        Assert.Equal((10, 4), (table.Data.NumRows, table.Data.NumCols));
    }

    [Fact]
    public void Analyze_GroupWithinAGroup_LeavesOneTable()
    {
        var page = Row(new PageBuilder(), 100, "Harbour", "Ships", "Crew", "Cargo");
        Rows(page, 112, "North", 4);
        page.Line(72, 168, "By season", 10, Face.Bold).Line(78, 184, "Winter", 10, Face.Bold);
        Rows(page, 198, "South", 4);

        Assert.Single(Convert.ToDocument(page.Build()).Tables);
    }

    [Fact]
    public void Analyze_GroupNameAboveOtherColumns_DoesNotCostTheTable()
    {
        var page = Row(new PageBuilder(), 100, "Harbour", "Ships", "Crew", "Cargo");
        Rows(page, 112, "North", 4);
        page.Line(72, 176, "Of the pilots");
        page.Line(72, 190, "Anna and Berta went out again").Line(430, 190, "before the wind had turned");

        var table = Assert.Single(Convert.ToDocument(page.Build()).Tables);

        Assert.Equal(5, table.Data.NumRows);
    }

    [Fact]
    public void Analyze_TitleWithItsNumberSetApart_IsACaption()
    {
        var page = new PageBuilder().Line(72, 80, "Table 3.").Line(140, 80, "Ships of the harbours by crew and cargo");
        Row(page, 100, "Harbour", "Ships", "Crew", "Cargo");
        Rows(page, 112, "North", 4);

        var document = Convert.ToDocument(page.Build());

        Assert.Equal(5, Assert.Single(document.Tables).Data.NumRows);
        Assert.Equal("Table 3. Ships of the harbours by crew and cargo",
            Assert.Single(document.Texts, text => text.Label == Labels.Caption).Text);
    }

    [Theory]
    [InlineData("Source:")]
    [InlineData("NOTE:")]
    [InlineData("NB:")]
    public void Analyze_NoteBelowATable_IsNoRow(string word)
    {
        var page = Row(new PageBuilder(), 100, "Harbour", "Ships", "Crew", "Cargo");
        Rows(page, 112, "North", 4);
        page.Line(72, 161, word).Line(220, 161, "the register of the harbour office");

        var document = Convert.ToDocument(page.Build());

        Assert.Equal(5, Assert.Single(document.Tables).Data.NumRows);
        Assert.Contains(document.Texts, text => text.Text.StartsWith(word, StringComparison.Ordinal));
    }

    [Fact]
    public void Analyze_NamesAndLastColumnBesideTheLines_AreColumnsOfTheTable()
    {
        var page = Grid(new PageBuilder(), 200, 100, rows: 5);
        string[] names = ["Harbour", "Northern bay", "Southern bay", "River mouth", "All harbours"];
        for (var i = 0; i < names.Length; i++)
        {
            page.Line(120, 105 + (20 * i), names[i]).Line(372, 105 + (20 * i), i == 0 ? "Change" : $"-{i}.5");
        }

        var table = Assert.Single(Convert.ToDocument(page.Build()).Tables);

        Assert.Equal((5, 4), (table.Data.NumRows, table.Data.NumCols));
        Assert.Equal(["Northern bay", "12", "13", "-1.5"], table.Data.TableCells.Where(cell => cell.StartRowOffsetIdx == 1)
            .OrderBy(cell => cell.StartColOffsetIdx).Select(cell => cell.Text));
    }

    [Fact]
    public void Analyze_TextThatRunsBesideAGrid_IsNoColumnOfIt()
    {
        var page = Grid(new PageBuilder(), 350, 100, rows: 5);
        page.Paragraph(72, 100, 250, Convert.Prose);

        Assert.Equal(2, Assert.Single(Convert.ToDocument(page.Build()).Tables).Data.NumCols);
    }

    [Fact]
    public void Analyze_HeadingsAboveTheLines_AreTheFirstRow()
    {
        var page = Grid(new PageBuilder().Line(205, 288, "2025").Line(285, 288, "2024"), 200, 300, rows: 3);
        page.Paragraph(72, 100, 460, Convert.Prose);
        page.Paragraph(72, 400, 460, Convert.Prose);

        var table = Assert.Single(Convert.ToDocument(page.Build()).Tables);

        Assert.Equal(["2025", "2024", "Ships", "Crew"], table.Data.TableCells.Select(cell => cell.Text).Take(4));
    }

    [Fact]
    public void Analyze_NameOverAllColumnsBetweenTwoLines_IsARow()
    {
        var page = Row(new PageBuilder(), 100, "Harbour", "Ships", "Crew", "Cargo").Rule(72, 113, 450, 113.5);
        page.Line(180, 116, "Of the northern bay").Rule(72, 129, 450, 129.5);
        Rows(page, 132, "North", 4);

        var table = Assert.Single(Convert.ToDocument(page.Build()).Tables);

        Assert.Equal((6, 4), (table.Data.NumRows, table.Data.NumCols));
        Assert.Contains(table.Data.TableCells, cell => cell is { Text: "Of the northern bay", StartRowOffsetIdx: 1, ColSpan: 4 });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Analyze_LongLinesBelowTheLastCell_AreItsRestWhereALineClosesTheTable(bool isClosed)
    {
        var page = new PageBuilder();
        foreach (var y in new[] { 96, 116, 136, isClosed ? 182 : 136 })
        {
            page.Rule(70, y, 440, y + 0.5);
        }

        page.Line(72, 100, "Harbour").Line(172, 100, "Says").Line(272, 100, "Why");
        page.Line(72, 120, "Oakes").Line(172, 120, "yes").Line(272, 120, "safe");
        page.Line(72, 140, "Lowick").Line(172, 140, "no").Line(272, 140, "There are");
        page.Line(272, 151.5, "too many stones off the shore").Line(272, 163, "and no light at all");

        var document = Convert.ToDocument(page.Build());

        Assert.Equal(isClosed ? "There are too many stones off the shore and no light at all" : "There are",
            Assert.Single(document.Tables).Data.TableCells[^1].Text);
    }

    [Fact]
    public void Analyze_CaptionWithAGapBelowATable_IsNoRow()
    {
        var page = Row(new PageBuilder(), 100, "Harbour", "Ships", "Crew", "Cargo");
        Rows(page, 112, "North", 4);
        page.Line(72, 161, "Table 3: Ships").Line(220, 161, "of the harbours");

        Assert.Equal(5, Assert.Single(Convert.ToDocument(page.Build()).Tables).Data.NumRows);
    }

    [Fact]
    public void Analyze_LinesAcrossReachBeyondTheLastLineDown_TheSidesAreColumns()
    {
        var page = OpenSides(new PageBuilder(), 72, 440, [100, 120, 180], 220, 330);
        page.Line(77, 104, "Harbour").Line(225, 104, "Ships").Line(335, 104, "Crew");
        page.Line(77, 124, "Oakes").Line(225, 124, "31").Line(335, 124, "214");
        page.Line(77, 138, "Lowick").Line(225, 138, "28").Line(335, 138, "198");
        page.Line(77, 152, "Moor").Line(225, 152, "17").Line(335, 152, "105");

        var table = Assert.Single(Convert.ToDocument(page.Build()).Tables);

        Assert.Equal((4, 3), (table.Data.NumRows, table.Data.NumCols));
        Assert.Equal(["Moor", "17", "105"],
            table.Data.TableCells.Where(cell => cell.StartRowOffsetIdx == 3).Select(cell => cell.Text));
    }

    [Fact]
    public void Analyze_LinesBetweenColumnsOfText_AreNoTable()
    {
        var page = OpenSides(new PageBuilder(), 40, 572, [60, 300, 520], 215, 395);
        foreach (var (x, y) in new[] { (42, 70), (222, 70), (402, 70), (42, 310), (222, 310), (402, 310) })
        {
            page.Paragraph(x, y, 165, Convert.Prose);
        }

        Assert.Empty(Convert.ToDocument(page.Build()).Tables);
    }

    [Fact]
    public void AreOpen_LinesAcrossThatEndApart_IsFalse()
    {
        var rules = RuleSet.None.With([new Rule(100, 72, 440), new Rule(180, 150, 440)], []);

        Assert.False(OuterColumns.AreOpen([220, 330], [100, 180], rules));
        Assert.True(OuterColumns.AreOpen([220, 330], [100, 180], rules.With([new Rule(180, 72, 440)], [])));
    }

    private static PageBuilder OpenSides(PageBuilder page, double left, double right, double[] ys, params double[] xs)
    {
        foreach (var y in ys)
        {
            page.Rule(left, y, right, y + 0.5);
        }

        foreach (var x in xs)
        {
            page.Rule(x, ys[0], x + 0.5, ys[^1]);
        }

        return page;
    }

    private static PageBuilder Row(PageBuilder page, double y, params string[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            page.Line(Columns[i], y, cells[i]);
        }

        return page;
    }

    private static void Rows(PageBuilder page, double y, string name, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Row(page, y + (12 * i), $"{name} {(char)('A' + i)}", $"{31 + i}", $"{120 + i}", $"{7 + i}.5");
        }
    }

    /// <summary>Two columns of 80 points, ruled both ways.</summary>
    private static PageBuilder Grid(PageBuilder page, double x, double y, int rows)
    {
        for (var row = 0; row <= rows; row++)
        {
            page.Rule(x, y + (20 * row), x + 160, y + (20 * row) + 0.5);
        }

        for (var column = 0; column <= 2; column++)
        {
            page.Rule(x + (80 * column), y, x + (80 * column) + 0.5, y + (20 * rows));
        }

        for (var row = 0; row < rows; row++)
        {
            page.Line(x + 5, y + (20 * row) + 5, row == 0 ? "Ships" : $"{row}2")
                .Line(x + 85, y + (20 * row) + 5, row == 0 ? "Crew" : $"{row}3");
        }

        return page;
    }
}
