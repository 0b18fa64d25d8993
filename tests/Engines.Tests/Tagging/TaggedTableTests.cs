using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Tests.Tagging;

/// <summary>What a tagged PDF says of the cells of its tables.</summary>
public sealed class TaggedTableTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task ExtractAsync_Cells_AreToldWithRowColumnAndWhatTheyHead()
    {
        var (pdf, table) = Table("Port", "Ships", "Kiel", "12");
        var head = pdf.Element("TR", pdf.Element("THead", table));
        pdf.Element("TH", head, "/A << /O /Table /Scope /Column >>", 0);
        pdf.Element("TH", head, "", 1);
        var row = pdf.Element("TR", pdf.Element("TBody", table));
        pdf.Element("TH", row, "/A << /O /Table /Scope /Row >>", 2);
        pdf.Element("P", pdf.Element("TD", row), "", 3);

        Assert.Equal(
            ["Port 1 0.0 1x1 Column", "Ships 1 0.1 1x1 Unsaid", "Kiel 1 1.0 1x1 Row", "12 1 1.1 1x1 None"],
            Told(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task ExtractAsync_CellsThatSpan_LeaveTheirPlacesToNoOther()
    {
        var (pdf, table) = Table("Port", "Ships", "Sail", "Steam");
        var row = pdf.Element("TR", table);
        pdf.Element("TD", row, "/A [<< /O /Layout /Width 80 >> 0 << /O /Table /RowSpan 2 >>]", 0);
        pdf.Element("TD", row, "/A << /O /Table /ColSpan 2 >>", 1);
        row = pdf.Element("TR", table);
        pdf.Element("TD", row, "", 2);
        pdf.Element("TD", row, "", 3);

        Assert.Equal(
            ["Port 1 0.0 2x1 None", "Ships 1 0.1 1x2 None", "Sail 1 1.1 1x1 None", "Steam 1 1.2 1x1 None"],
            Told(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task ExtractAsync_CellThatHoldsNothing_TakesAColumn()
    {
        var (pdf, table) = Table("Port", "Ships");
        pdf.Element("TD", pdf.Element("TR", table), "", 0);
        var row = pdf.Element("TR", table);
        pdf.Element("TD", row);
        pdf.Element("TD", row, "", 1);

        Assert.Equal(["Port 1 0.0 1x1 None", "Ships 1 1.1 1x1 None"], Told(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task ExtractAsync_TableInACell_IsOneOfItsOwn()
    {
        var (pdf, table) = Table("Port", "Ships", "Sail");
        var outer = pdf.Element("TR", table);
        pdf.Element("TD", outer, "", 0);
        var cell = pdf.Element("TD", outer);
        pdf.Element("TD", pdf.Element("TR", pdf.Element("Table", cell)), "", 1);
        pdf.Element("TD", outer, "", 2);

        Assert.Equal(
            ["Port 1 0.0 1x1 None", "Ships 2 0.0 1x1 None", "Sail 1 0.2 1x1 None"], Told(await ReadAsync(pdf)));
    }

    [Theory]
    [InlineData("/RowSpan 0 /ColSpan -3")]
    [InlineData("/RowSpan 1e9 /ColSpan 100000")]
    [InlineData("/RowSpan (2) /ColSpan null")]
    public async Task ExtractAsync_SpanThatCannotBe_IsNone(string spans)
    {
        var (pdf, table) = Table("Port");
        pdf.Element("TD", pdf.Element("TR", table), $"/A << /O /Table {spans} >>", 0);

        Assert.Equal(["Port 1 0.0 1x1 None"], Told(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task ExtractAsync_CellOutsideOfARow_IsNone()
    {
        var (pdf, table) = Table("Port", "Ships", "Sail");
        pdf.Element("TD", table, "", 0);
        pdf.Element("TD", 0, "", 1);
        pdf.Element("TD", pdf.Element("TR"), "", 2);

        Assert.Equal(["Port", "Ships", "Sail"], Told(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task ExtractAsync_HeadingInACell_IsBoth()
    {
        var (pdf, table) = Table("Port");
        pdf.Element("H2", pdf.Element("TD", pdf.Element("TR", table)), "", 0);

        var tag = Assert.Single((await ReadAsync(pdf)).Tags!);
        Assert.Equal(new PageTag(TagRole.Heading, 2, new TagCell(1, 0, 0)), tag);
    }

    private static (TaggedPdf Pdf, int Table) Table(params string[] words)
    {
        var pdf = new TaggedPdf();
        for (var mark = 0; mark < words.Length; mark++)
        {
            pdf.Text(mark, 700 - (20 * mark), words[mark]);
        }

        return (pdf, pdf.Element("Table"));
    }

    private async Task<PageText> ReadAsync(TaggedPdf pdf) => await engines.Extractor.ExtractAsync(
        engines.File(pdf.Build()), 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), CancellationToken.None);

    private static string[] Told(PageText page) => [.. page.Words.Select(word =>
        page.Tags![word.Tag - 1].Cell is not { } cell ? word.Text
            : $"{word.Text} {cell.Table} {cell.Row}.{cell.Column} {cell.RowSpan}x{cell.ColumnSpan} {cell.Header}")];
}
