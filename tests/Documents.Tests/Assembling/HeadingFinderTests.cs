using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Assembling;

/// <summary>What is set off like a heading and is none, and the other way round.</summary>
public sealed class HeadingFinderTests
{
    [Theory]
    [InlineData("Ships and cargo", 13, Face.Regular)]
    [InlineData("Ships and cargo", 10, Face.Bold)]
    [InlineData("SHIPS AND CARGO", 10, Face.Regular)]
    [InlineData("2.1 Ships and cargo", 10, Face.Regular)]
    [InlineData("2. Ships and cargo", 10, Face.Bold)]
    [InlineData("Ships and cargo", 10, Face.Italic)]
    [InlineData("IV. Ships and cargo", 13, Face.Regular)]
    [InlineData("(1) Ships and cargo", 11, Face.Regular)]
    [InlineData("Ships of the bay (n = 281)", 10, Face.Bold)]
    [InlineData("Why cargo = ships", 16, Face.Regular)]
    [InlineData("2.1 Why cargo = ships", 10, Face.Bold)]
    [InlineData("2.1 The view bay_office.ships", 10, Face.Bold)]
    public void Assemble_LineSetOffBetweenParagraphs_IsAHeading(string line, double size, Face face) =>
        Assert.Equal([line], Headings(line, size, face));

    [Theory]
    [InlineData("Ships and cargo", 10, Face.Regular)]
    [InlineData("It ends with a full stop.", 10, Face.Bold)]
    [InlineData("and goes on in bold type", 10, Face.Bold)]
    [InlineData("Ships, cargo,", 10, Face.Bold)]
    [InlineData("Source: Harbour Office", 10, Face.Bold)]
    [InlineData("Note: figures are rounded", 10, Face.Bold)]
    [InlineData("open(channel)", 10, Face.Mono)]
    [InlineData("1,204.50", 13, Face.Bold)]
    [InlineData("HB-4711-08", 13, Face.Bold)]
    [InlineData("harbour.com/ships", 13, Face.Bold)]
    [InlineData("(1) Ships and cargo", 10, Face.Regular)]
    [InlineData("Small print", 8, Face.Bold)]
    [InlineData("Figure 3. Ships", 10, Face.Bold)]
    [InlineData("USER = KESTREL", 10, Face.Regular)]
    [InlineData("User = Kestrel", 10, Face.Bold)]
    [InlineData("ALTER TABLE BAY_OFFICE.SHIPS", 10, Face.Regular)]
    [InlineData("∫ f(x) dx = F(b) − F(a)", 16, Face.Regular)]
    public void Assemble_LineOfText_IsNoHeading(string line, double size, Face face) => Assert.Empty(Headings(line, size, face));

    [Fact]
    public void Assemble_ListingInBoldType_HasNoHeadings()
    {
        var page = new PageBuilder();
        page.Paragraph(72, 60, 460, Convert.Prose);
        string[] lines = ["CREATE TABLE ships", "AS SELECT name", "FROM register", "WHERE year = 1879", "ORDER BY name"];
        for (var i = 0; i < lines.Length; i++)
        {
            page.Line(72, 150 + (20 * i), lines[i], 10, Face.Bold);
        }

        page.Paragraph(72, 300, 460, Convert.Prose);

        Assert.Empty(Headings(page));
    }

    [Fact]
    public void Assemble_LineSetLikeTheCodeAboveIt_IsNoHeading()
    {
        var page = new PageBuilder();
        page.Paragraph(72, 60, 460, Convert.Prose);
        page.Line(72, 150, "ALTER TABLE BAY_OFFICE.SHIPS").Line(72, 175, "ACTIVATE ACCESS CONTROL");
        page.Paragraph(72, 300, 460, Convert.Prose);

        Assert.Empty(Headings(page));
    }

    [Fact]
    public void Assemble_LargeTypeAtThePagesFoot_IsNoHeading()
    {
        var page = new PageBuilder();
        page.Line(72, 60, "Ships and cargo", 16, Face.Bold);
        page.Paragraph(72, 90, 460, Convert.Prose);
        page.Line(400, 720, "Harbour Press", 24, Face.Bold);

        Assert.Equal(["Ships and cargo"], Headings(page));
    }

    [Theory]
    [InlineData(72, 1)]
    [InlineData(100, 1)]
    [InlineData(180, 0)]
    public void Assemble_BoldLineOverALineBeyondItsEnd_IsATerm(double l, int expected)
    {
        var page = new PageBuilder();
        page.Paragraph(72, 60, 460, Convert.Prose);
        page.Line(72, 150, "Permission of the bay", 10, Face.Bold).Line(l, 172, "what a ship may carry of it", 10);
        page.Paragraph(72, 300, 460, Convert.Prose);

        Assert.Equal(expected, Headings(page).Count);
    }

    [Fact]
    public void Assemble_OutdentedHeadingOverText_IsOne()
    {
        var page = new PageBuilder();
        page.Paragraph(172, 60, 360, Convert.Prose);
        page.Line(72, 150, "Permission", 10, Face.Bold);
        page.Paragraph(172, 172, 360, Convert.Prose);

        Assert.Equal(["Permission"], Headings(page));
    }

    [Fact]
    public void Assemble_LinesInLargeTypeOneBelowTheOther_AreNoHeadings()
    {
        var page = new PageBuilder();
        for (var i = 0; i < 6; i++)
        {
            page.Line(72, 60 + (40 * i), $"Word {"abcdef"[i]} of the poster", 16);
        }

        page.Paragraph(72, 400, 460, Convert.Prose);

        Assert.Empty(Headings(page));
    }

    [Fact]
    public void Assemble_HeadingOverItsSubheading_AreTwo()
    {
        var page = new PageBuilder();
        page.Line(72, 60, "Ships of the bay", 16, Face.Bold).Line(72, 90, "What they carried", 12, Face.Bold);
        page.Paragraph(72, 120, 460, Convert.Prose);
        page.Line(72, 220, "Ice in the channel", 16, Face.Bold);
        page.Paragraph(72, 250, 460, Convert.Prose);

        Assert.Equal(["Ships of the bay", "What they carried", "Ice in the channel"], Headings(page));
    }

    [Fact]
    public void Assemble_OutlineOfNumberedHeadings_KeepsThemAll()
    {
        var page = new PageBuilder();
        string[] lines = ["1 Ships", "2 Ice", "3 Timber", "4 Glass"];
        for (var i = 0; i < lines.Length; i++)
        {
            page.Line(72, 60 + (40 * i), lines[i], 14, Face.Bold);
        }

        page.Paragraph(72, 260, 460, Convert.Prose);

        Assert.Equal(lines, Headings(page));
    }

    [Fact]
    public void Assemble_HeadingOfTwoLines_IsOne()
    {
        var page = new PageBuilder();
        page.Paragraph(72, 60, 460, Convert.Prose);
        page.Line(72, 150, "Implement roles and separation", 14, Face.Bold).Line(72, 167, "of duties", 14, Face.Bold);
        page.Paragraph(72, 200, 460, Convert.Prose);

        Assert.Equal(["Implement roles and separation of duties"], Headings(page));
    }

    [Fact]
    public void Assemble_MoreNotesThanText_MakesTheTextNoHeading()
    {
        var page = new PageBuilder();
        page.Paragraph(72, 60, 460, Convert.Prose, 12);
        page.Paragraph(72, 300, 460, Convert.Prose + " " + Convert.Prose[..200], 9);

        Assert.Empty(Headings(page));
    }

    [Fact]
    public void Assemble_ManyLevels_NeverGoBelowSixHashes()
    {
        var page = new PageBuilder(1, 612, 1600);
        for (var i = 0; i < 9; i++)
        {
            page.Line(72, 60 + (120 * i), $"Heading {"abcdefghi"[i]} of nine", 28 - (2 * i), Face.Bold);
            page.Paragraph(72, 100 + (120 * i), 460, Convert.Prose);
        }

        var markdown = Convert.ToMarkdown(page.Build());

        Assert.DoesNotContain("#######", markdown, StringComparison.Ordinal);
        Assert.Contains("\n###### ", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_LevelOfADocumentFromOutside_NeverGivesSevenHashes()
    {
        var document = Convert.ToDocument(SamplePages.Rich(1));
        document.Texts.First(text => text.Label == Labels.SectionHeader || text.Label == Labels.Title).Label =
            Labels.SectionHeader;
        document.Texts.First(text => text.Label == Labels.SectionHeader).Level = 40;

        Assert.Contains("###### ", DaprProcessing.Documents.Export.DoclingMarkdown.ToMarkdown(document),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "#######", DaprProcessing.Documents.Export.DoclingMarkdown.ToMarkdown(document), StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_CoverInLargeType_UsesNoLevelsUp()
    {
        var cover = new PageBuilder(1).Line(150, 120, "Kestrel Bay", 40, Face.Bold).Line(150, 220, "A Register of Ships", 28)
            .Line(150, 300, "Volume Two", 22);
        var text = new PageBuilder(2);
        text.Line(72, 60, "The years of ice", 18, Face.Bold);
        text.Paragraph(72, 100, 460, Convert.Prose);
        text.Line(72, 200, "What was carried", 13, Face.Bold);
        text.Paragraph(72, 230, 460, Convert.Prose);

        var headings = Convert.ToDocument(cover.Build(), text.Build()).Texts
            .Where(item => item.Label == Labels.SectionHeader && item.Prov[0].PageNo == 2);

        Assert.Equal([1, 2], headings.Select(heading => heading.Level!.Value));
    }

    private static List<string> Headings(string line, double size, Face face)
    {
        var page = new PageBuilder();
        page.Line(72, 40, "1.1 Before", 10, Face.Regular);
        page.Paragraph(72, 60, 460, Convert.Prose);
        page.Line(72, 150, line, size, face);
        page.Paragraph(72, 175, 460, Convert.Prose);
        return [.. Headings(page).Where(heading => heading != "1.1 Before")];
    }

    private static List<string> Headings(PageBuilder page) =>
        [.. Convert.ToDocument(page.Build()).Texts.Where(text => text.Label is Labels.SectionHeader or Labels.Title)
            .Select(text => text.Text)];
}
