using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

/// <summary>A table with lines across only, one below each heading that spans columns.</summary>
public sealed class SpannedHeadingsTests
{
    private static readonly int[] Columns = [72, 180, 250, 320, 390];

    [Fact]
    public void Analyze_HeadingsWithALineBelowEach_SpanWhatIsUnderlined()
    {
        var data = Table(Page(top: null));

        Assert.Equal((6, 5), (data.NumRows, data.NumCols));
        Assert.Equal([("Winter", 1, 2), ("Summer", 3, 2)],
            data.TableCells.Where(cell => cell.StartRowOffsetIdx == 0)
                .Select(cell => (cell.Text, cell.StartColOffsetIdx, cell.ColSpan)));
        Assert.All(data.TableCells.Where(cell => cell.StartRowOffsetIdx == 0), cell => Assert.True(cell.ColumnHeader));
    }

    [Fact]
    public void Analyze_NameAloneAboveTheFirstColumn_BeginsItsHeading()
    {
        var data = Table(Page(top: null).Line(72, 187, "Name of"));

        Assert.Equal("Name of Harbour",
            Assert.Single(data.TableCells, cell => cell is { StartColOffsetIdx: 0, StartRowOffsetIdx: 1 }).Text);
    }

    [Fact]
    public void Analyze_TitleWithoutALineBelow_StaysText()
    {
        var document = Convert.ToDocument(Page(top: 158).Line(180, 161, "Ships of the harbours").Build());

        Assert.Equal(6, Assert.Single(document.Tables).Data.NumRows);
        Assert.Contains(document.Texts, text => text.Text == "Ships of the harbours");
    }

    [Fact]
    public void Analyze_TitleWithALineAsWideAsTheTable_StaysText()
    {
        var document = Convert.ToDocument(Page(top: 173).Line(180, 160, "Ships of the harbours").Build());

        Assert.Equal(6, Assert.Single(document.Tables).Data.NumRows);
        Assert.Contains(document.Texts, text => text.Text == "Ships of the harbours");
    }

    [Fact]
    public void Analyze_OneLineBelowAllHeadings_LeavesThemAsTheFirstRow()
    {
        var page = new PageBuilder().Line(72, 100, "Bay").Line(95, 100, "Ships").Line(128, 100, "Crew").Rule(72, 112, 300, 112.5);
        for (var row = 1; row < 5; row++)
        {
            var y = 100 + (14 * row);
            page.Line(72, y, $"{row}").Line(95, y, $"{row}1").Line(128, y, $"{row}2");
        }

        var first = Table(page).TableCells.Where(cell => cell.StartRowOffsetIdx == 0).Select(cell => cell.Text);

        Assert.Equal(["Bay", "Ships", "Crew"], first);
    }

    private static TableData Table(PageBuilder page) => Assert.Single(Convert.ToDocument(page.Build()).Tables).Data;

    private static PageBuilder Page(double? top)
    {
        var page = new PageBuilder();
        page.Paragraph(72, 80, 460, Convert.Prose);
        if (top is { } y)
        {
            page.Rule(72, y, 430, y + 0.5);
        }

        page.Line(215, 175, "Winter").Line(355, 175, "Summer").Rule(180, 187, 300, 187.5).Rule(320, 187, 430, 187.5);
        page.Rule(72, 214, 430, 214.5);
        for (var row = 0; row < 5; row++)
        {
            for (var column = 0; column < Columns.Length; column++)
            {
                page.Line(Columns[column], 200 + (14 * row), (row, column) switch
                {
                    (0, 0) => "Harbour",
                    (0, _) => column % 2 == 1 ? "Ships" : "Crew",
                    (_, 0) => $"Bay {row}",
                    _ => $"{row}{column}",
                });
            }
        }

        return page;
    }
}
