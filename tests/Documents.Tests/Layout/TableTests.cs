using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class TableTests
{
    private static PageBuilder Harvest()
    {
        var page = new PageBuilder();
        string[][] rows = [["Month", "Ships", "Cargo"], ["January", "12", "timber"], ["February", "7", "glass"],
            ["March", "31", "salt"], ["April", "28", "coal"]];
        for (var i = 0; i < rows.Length; i++)
        {
            page.Line(72, 200 + (i * 14), rows[i][0]).Line(200, 200 + (i * 14), rows[i][1]).Line(300, 200 + (i * 14), rows[i][2]);
        }

        return page;
    }

    [Fact]
    public void Analyze_RowsThatLineUp_AreATable()
    {
        var page = Harvest();
        page.Line(72, 180, "Table 1. Ships by month", 9);
        page.Paragraph(72, 300, 460, Convert.Prose);

        Assert.Equal(
            $"""
            Table 1. Ships by month

            | Month | Ships | Cargo |
            | - | - | - |
            | January | 12 | timber |
            | February | 7 | glass |
            | March | 31 | salt |
            | April | 28 | coal |

            {Convert.Prose}

            """, Convert.ToMarkdown(page.Build()));
    }

    [Fact]
    public void Analyze_TableWithCaption_HasHeaderCellsAndItsCaption()
    {
        var document = Convert.ToDocument(Harvest().Line(72, 180, "Table 1. Ships by month", 9).Build());

        var table = Assert.Single(document.Tables);
        Assert.Equal((5, 3), (table.Data.NumRows, table.Data.NumCols));
        Assert.All(table.Data.TableCells, cell => Assert.Equal(cell.StartRowOffsetIdx == 0, cell.ColumnHeader));
        Assert.All(table.Data.TableCells, cell => Assert.Equal(BoundingBox.TopLeft, cell.Bbox!.CoordOrigin));
        Assert.Equal(table.SelfRef, Assert.Single(document.Texts, text => text.Label == "caption").Parent!.Ref);
    }

    [Fact]
    public void Analyze_RuledTableWithMergedCell_KeepsTheSpan()
    {
        var page = new PageBuilder();
        for (var i = 0; i < 4; i++)
        {
            page.Rule(70, 100 + (i * 20), 370, 100.5 + (i * 20));
        }

        page.Rule(70, 100, 70.5, 160).Rule(370, 100, 370.5, 160).Rule(170, 100, 170.5, 160);
        // The line between the second and third column stops below the heading.
        page.Rule(270, 120, 270.5, 160);
        page.Line(75, 105, "Box").Line(230, 105, "Pages").Line(75, 125, "1").Line(175, 125, "read").Line(275, 125, "left")
            .Line(75, 145, "2").Line(175, 145, "40").Line(275, 145, "2");

        var data = Assert.Single(Convert.ToDocument(page.Build()).Tables).Data;

        Assert.Equal((3, 3), (data.NumRows, data.NumCols));
        Assert.Equal(2, Assert.Single(data.TableCells, cell => cell.Text == "Pages").ColSpan);
        Assert.Equal("Pages", data.Grid[0][2].Text);
    }

    [Fact]
    public void Analyze_CellOfTwoLines_IsOneCell()
    {
        var page = new PageBuilder();
        page.Line(72, 100, "Name").Line(200, 100, "Remark").Line(72, 118, "Oakes").Line(200, 118, "binds the volumes and")
            .Line(200, 130, "mends their spines")
            .Line(72, 148, "Harrow").Line(200, 148, "reads").Line(72, 166, "Quill").Line(200, 166, "counts")
                .Line(72, 184, "Brandt").Line(200, 184, "sorts");

        Assert.Contains("| Oakes | binds the volumes and mends their spines |", Convert.ToMarkdown(page.Build()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_TableOfContents_IsADocumentIndex()
    {
        var page = new PageBuilder();
        page.Line(72, 100, "Ships ............................ 3").Line(72, 114, "Cargo ............................ 12")
            .Line(72, 128, "Ice .............................. 40");

        var index = Assert.Single(Convert.ToDocument(page.Build()).Tables);

        Assert.Equal("document_index", index.Label);
        Assert.Equal(["Ships", "3", "Cargo", "12", "Ice", "40"], index.Data.TableCells.Select(cell => cell.Text));
    }

    [Fact]
    public void Analyze_RunningText_IsNoTable()
    {
        var page = new PageBuilder();
        page.Paragraph(72, 100, 200, Convert.Prose);

        Assert.Empty(Convert.ToDocument(page.Build()).Tables);
    }
}
