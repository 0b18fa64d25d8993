using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

/// <summary>Tables as a tagged PDF tells them, and those that cannot be true.</summary>
public sealed class TaggedTableTests
{
    private static readonly int[] Columns = [72, 180, 330];

    [Fact]
    public void Analyze_CellsOfSeveralLines_AreToldAsOne()
    {
        var page = Page((0, 0, "Stage"), (0, 1, "What it means"), (0, 2, "What follows"),
            (1, 0, "One"), (1, 1, "Small, and|where it began"), (1, 2, "Wait"),
            (2, 0, "Two and|more"), (2, 1, "Larger"), (2, 2, "Cut, then|wait"));

        Assert.Equal(
            ["Stage | What it means | What follows", "One | Small, and where it began | Wait",
                "Two and more | Larger | Cut, then wait"],
            Rows(Table(page)));
    }

    [Fact]
    public void Analyze_PageThatReadsToTheLeft_HasItsFirstColumnAtTheRight()
    {
        var page = Prose("מילה של טקסט ".Insert(0, string.Concat(Enumerable.Repeat("מילה של טקסט ", 30))));
        page.Cell(400, 300, "נמל", new TagCell(1, 0, 0)).Cell(200, 300, "ספינות", new TagCell(1, 0, 1))
            .Cell(400, 330, "חיפה", new TagCell(1, 1, 0)).Cell(200, 330, "12", new TagCell(1, 1, 1));

        Assert.Equal(["נמל | ספינות", "חיפה | 12"], Rows(Table(page)));
    }

    [Fact]
    public void Analyze_CellsThatSpan_Do()
    {
        var page = Prose().Cell(72, 300, "Port", new TagCell(1, 0, 0, RowSpan: 2))
            .Cell(230, 300, "Ships", new TagCell(1, 0, 1, ColumnSpan: 2))
            .Cell(180, 330, "Sail", new TagCell(1, 1, 1)).Cell(330, 330, "Steam", new TagCell(1, 1, 2))
            .Cell(72, 360, "Kiel", new TagCell(1, 2, 0)).Cell(180, 360, "7", new TagCell(1, 2, 1))
            .Cell(330, 360, "9", new TagCell(1, 2, 2));

        var cells = Table(page).TableCells;

        Assert.Equal((2, 1), Spans(cells, "Port"));
        Assert.Equal((1, 2), Spans(cells, "Ships"));
        Assert.Equal((1, 1), Spans(cells, "Steam"));
    }

    [Fact]
    public void Analyze_TitleAloneInItsRow_SpansWhatItStandsOver()
    {
        var page = Page((0, 0, "Ships that came into the port in the year"), (1, 0, "Kiel"), (1, 1, "7"), (1, 2, "9"),
            (2, 0, "Bergen"), (2, 1, "3"), (2, 2, "1"));

        Assert.Equal((1, 2), Spans(Table(page).TableCells, "Ships that came into the port in the year"));
    }

    [Fact]
    public void Analyze_HeadingCells_HeadColumnsAboveAndRowsBeside()
    {
        var page = Prose().Cell(72, 300, "Port", new TagCell(1, 0, 0) { Header = TagHeader.Both })
            .Cell(180, 300, "1901", new TagCell(1, 0, 1) { Header = TagHeader.Unsaid })
            .Cell(72, 330, "Kiel", new TagCell(1, 1, 0) { Header = TagHeader.Unsaid }).Cell(180, 330, "7", new TagCell(1, 1, 1))
            .Cell(72, 360, "All", new TagCell(1, 2, 0) { Header = TagHeader.Row })
            .Cell(180, 360, "8", new TagCell(1, 2, 1) { Header = TagHeader.Column });

        Assert.Equal(
            ["Port True True", "1901 True False", "Kiel False True", "7 False False", "All False True", "8 True False"],
            Table(page).TableCells.Select(cell => $"{cell.Text} {cell.ColumnHeader} {cell.RowHeader}"));
    }

    [Fact]
    public void Analyze_NoHeadingCells_HasTheHeadingsThatItLooksToHave()
    {
        var page = Page((0, 0, "Port"), (0, 1, "Ships"), (1, 0, "Kiel"), (1, 1, "7"), (2, 0, "Bergen"), (2, 1, "3"));

        Assert.Equal(
            ["Port", "Ships"], Table(page).TableCells.Where(cell => cell.ColumnHeader).Select(cell => cell.Text));
    }

    [Fact]
    public void Analyze_RowsThatHoldNothing_AreNone()
    {
        var page = Page((0, 0, "Port"), (0, 2, "Ships"), (3, 0, "Kiel"), (3, 2, "7"), (5, 0, "Bergen"), (5, 2, "3"));

        Assert.Equal(["Port | Ships", "Kiel | 7", "Bergen | 3"], Rows(Table(page)));
    }

    [Fact]
    public void Analyze_TwoTables_AreTwo()
    {
        var page = Page((0, 0, "Port"), (0, 1, "Ships"), (1, 0, "Kiel"), (1, 1, "7"));
        page.Cell(72, 500, "Man", new TagCell(2, 0, 0)).Cell(180, 500, "Age", new TagCell(2, 0, 1))
            .Cell(72, 530, "Olaf", new TagCell(2, 1, 0)).Cell(180, 530, "70", new TagCell(2, 1, 1));

        Assert.Equal(
            [["Port | Ships", "Kiel | 7"], ["Man | Age", "Olaf | 70"]],
            Convert.ToDocument(page.Build()).Tables.Select(table => Rows(table.Data)));
    }

    public static TheoryData<string, (int Row, int Column, string Text)[]> Untrue => new()
    {
        { "a single row", [(0, 0, "Port"), (0, 1, "Ships"), (0, 2, "Sail"), (0, 3, "Steam")] },
        { "a single column", [(0, 0, "Port"), (1, 0, "Ships"), (2, 0, "Sail"), (3, 0, "Steam")] },
        { "each line a row", [(0, 0, "Port"), (0, 1, "Ships that"), (1, 1, "came"), (2, 1, "and went"), (3, 0, "Kiel"),
            (3, 1, "Those"), (4, 1, "of the"), (5, 1, "navy")] },
        { "a page laid out", [(0, 0, Convert.Prose), (0, 1, "x"), (1, 0, Convert.Prose), (1, 1, "y")] },
        { "a form", [(0, 0, "Name:"), (0, 1, "Olaf"), (1, 0, Convert.Prose[..150]), (2, 0, "Age:"), (2, 1, "70")] },
    };

    [Theory]
    [MemberData(nameof(Untrue))]
    public void Analyze_TagsOfWhatIsNoTable_SayNothing(string what, (int Row, int Column, string Text)[] cells)
    {
        var (tagged, plain) = (Prose(), Prose());
        foreach (var (row, column, text) in cells)
        {
            var (x, y) = (72 + (column * 120), 300 + (row * 15));
            foreach (var (index, line) in text.Chunk(100).Select(line => new string(line).Trim()).Index())
            {
                tagged.Cell(x, y + (index * 12), line, new TagCell(1, row, column));
                plain.Line(x, y + (index * 12), line);
            }
        }

        Assert.Equal((what, Convert.ToMarkdown(plain.Build())), (what, Convert.ToMarkdown(tagged.Build())));
    }

    [Fact]
    public void Analyze_CellsThatStandOtherwiseThanTheirColumnsSay_SayNothing()
    {
        var page = Prose().Cell(72, 300, "Port", new TagCell(1, 0, 0)).Cell(180, 300, "Ships", new TagCell(1, 0, 1))
            .Cell(180, 330, "Kiel", new TagCell(1, 1, 0)).Cell(72, 330, "7", new TagCell(1, 1, 1));

        Assert.Empty(Convert.ToDocument(page.Build()).Tables);
    }

    [Fact]
    public void Analyze_CellsThatSpanIntoEachOther_SayNothing()
    {
        var page = Prose().Cell(72, 300, "Port", new TagCell(1, 0, 0)).Cell(180, 300, "Ships", new TagCell(1, 0, 1, RowSpan: 2))
            .Cell(72, 330, "Kiel and its bay", new TagCell(1, 1, 0, ColumnSpan: 2))
            .Cell(72, 360, "Bergen", new TagCell(1, 2, 0)).Cell(180, 360, "3", new TagCell(1, 2, 1))
            .Cell(72, 390, "Trondheim", new TagCell(1, 3, 0)).Cell(180, 390, "several", new TagCell(1, 3, 1));

        Assert.Empty(Convert.ToDocument(page.Build()).Tables);
    }

    [Fact]
    public void Analyze_TitleUnderACellThatSpansRows_SaysNothing()
    {
        var page = Prose().Cell(72, 300, "Port", new TagCell(1, 0, 0)).Cell(120, 300, "Ships", new TagCell(1, 0, 1, RowSpan: 2))
            .Cell(72, 330, "Kiel and its bay", new TagCell(1, 1, 0))
            .Cell(72, 360, "Bergen", new TagCell(1, 2, 0)).Cell(120, 360, "3", new TagCell(1, 2, 1))
            .Cell(72, 390, "Trondheim", new TagCell(1, 3, 0)).Cell(120, 390, "several", new TagCell(1, 3, 1));

        Assert.Empty(Convert.ToDocument(page.Build()).Tables);
    }

    [Fact]
    public void Analyze_TableThatIsAlmostEmpty_IsNone()
    {
        var page = new PageBuilder(width: 14_400, height: 14_400);
        for (var line = 0; line < 100; line++)
        {
            page.Cell(72, 300 + (line * 20), "Kiel", new TagCell(1, 1 + line, 0))
                .Cell(72 + (line * 100), 280, "Port", new TagCell(1, 0, line));
        }

        Assert.DoesNotContain(
            Convert.ToDocument(page.Build()).Tables, table => table.Data.NumRows * table.Data.NumCols > 5_000);
    }

    [Fact]
    public void Analyze_WordsOfOthersBetweenTheCells_SayNothing()
    {
        var page = Page((0, 0, "Port"), (0, 2, "Ships"), (1, 0, "Kiel"), (1, 2, "7")).Line(180, 315, "and so on");

        Assert.Empty(Convert.ToDocument(page.Build()).Tables);
    }

    private static PageBuilder Page(params (int Row, int Column, string Text)[] cells)
    {
        var page = Prose();
        foreach (var (row, column, text) in cells)
        {
            foreach (var (index, line) in text.Split('|').Index())
            {
                page.Cell(Columns[column], 300 + (row * 40) + (index * 12), line, new TagCell(1, row, column));
            }
        }

        return page;
    }

    private static PageBuilder Prose(string text = Convert.Prose)
    {
        var page = new PageBuilder();
        page.Tag(TagRole.Text).Paragraph(72, 72, 460, text);
        page.Tag(null);
        return page;
    }

    private static TableData Table(PageBuilder page) => Assert.Single(Convert.ToDocument(page.Build()).Tables).Data;

    private static IEnumerable<string> Rows(TableData table) => table.TableCells.GroupBy(cell => cell.StartRowOffsetIdx)
        .OrderBy(row => row.Key)
        .Select(row => string.Join(" | ", row.OrderBy(cell => cell.StartColOffsetIdx).Select(cell => cell.Text)));

    private static (int Rows, int Columns) Spans(IEnumerable<TableCell> cells, string text)
    {
        var cell = cells.Single(cell => cell.Text == text);
        return (cell.RowSpan, cell.ColSpan);
    }
}
