using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Tests.Assembling;

public sealed class HeadingTests
{
    [Fact]
    public void Assemble_NumberedHeadingsOfOneSize_GetLevelsFromTheirNumbers()
    {
        var page = new PageBuilder();
        page.Line(150, 50, "Report on the Bay", 20, Face.Bold);
        string[] headings = ["1 Ships", "1.1 Timber", "1.1.1 Oak", "2 Ice"];
        for (var i = 0; i < headings.Length; i++)
        {
            page.Line(72, 120 + (i * 100), headings[i], 11, Face.Bold);
            page.Paragraph(72, 140 + (i * 100), 460, Convert.Prose);
        }

        var document = Convert.ToDocument(page.Build());

        Assert.Equal("Report on the Bay", Assert.Single(document.Texts, text => text.Label == "title").Text);
        Assert.Equal([1, 2, 3, 1], document.Texts.Where(text => text.Label == "section_header")
            .Select(text => text.Level!.Value));
    }

    [Fact]
    public void Assemble_HeadingsOfTwoSizes_GetLevelsFromTheirSizes()
    {
        var page = new PageBuilder();
        (string, double)[] headings = [("Ships", 16), ("Timber", 13), ("Ice", 16)];
        for (var i = 0; i < headings.Length; i++)
        {
            page.Line(72, 120 + (i * 120), headings[i].Item1, headings[i].Item2, Face.Bold);
            page.Paragraph(72, 150 + (i * 120), 460, Convert.Prose);
        }

        Assert.Equal([1, 2, 1], Convert.ToDocument(page.Build()).Texts.Where(text => text.Label == "section_header")
            .Select(text => text.Level!.Value));
    }

    [Fact]
    public void Assemble_ChapterHeadingAtTheTopOfEachPage_IsNoRunningHead()
    {
        var pages = Enumerable.Range(1, 3).Select(number =>
        {
            var page = new PageBuilder(number);
            page.Line(72, 60, $"Chapter {number}", 20, Face.Bold).Line(300, 760, $"{number + 6}", 9);
            page.Paragraph(72, 120, 460, Convert.Prose);
            return page.Build();
        }).ToArray<PageText>();

        var document = Convert.ToDocument(pages);

        Assert.Equal(3, document.Texts.Count(text => text.Label is "section_header" or "title"));
        Assert.Equal(3, document.Texts.Count(text => text is { Label: "page_footer", ContentLayer: "furniture" }));
    }

    [Fact]
    public void Assemble_SmallHeadingBeforeLargerOnes_IsOnTheirLevel()
    {
        var page = new PageBuilder();
        (string, double)[] headings = [("Foreword", 12), ("Ships", 16), ("Ice", 16)];
        for (var i = 0; i < headings.Length; i++)
        {
            page.Line(72, 120 + (i * 120), headings[i].Item1, headings[i].Item2, Face.Bold);
            page.Paragraph(72, 150 + (i * 120), 460, Convert.Prose);
        }

        Assert.Equal([1, 1, 1], Convert.ToDocument(page.Build()).Texts.Where(text => text.Label == "section_header")
            .Select(text => text.Level!.Value));
    }

    [Fact]
    public void Assemble_RecognisedHeadingALittleLargerThanItsText_IsFound()
    {
        var page = new PageBuilder(source: TextSource.Ocr);
        page.Paragraph(72, 60, 460, Convert.Prose);
        page.Line(72, 140, "Ships of the north", 12);
        page.Paragraph(72, 160, 460, Convert.Prose);

        Assert.Equal("Ships of the north",
            Assert.Single(Convert.ToDocument(page.Build()).Texts, text => text.Label is "section_header" or "title").Text);
    }

    [Fact]
    public void Assemble_SamePageTwice_KeepsItsTitle()
    {
        PageText Sheet(int number)
        {
            var page = new PageBuilder(number, source: TextSource.Ocr);
            page.Line(150, 50, "Report on the Bay", 21);
            page.Paragraph(72, 120, 460, Convert.Prose);
            return page.Build();
        }

        Assert.Equal(3, Convert.ToMarkdown(Sheet(1), Sheet(2), Sheet(3)).Split("Report on the Bay").Length - 1);
    }

    [Fact]
    public void Assemble_TenThousandPages_IsLinearAndSound()
    {
        var layout = DaprProcessing.Documents.Layout.PageAnalyzer.Analyze(SamplePages.Rich(1));
        var document = DaprProcessing.Documents.Assembling.DocumentAssembler.Assemble(
            Convert.Origin, Enumerable.Range(1, 10_000).Select(number => layout with { PageNo = number }));

        Assert.Equal(10_000, document.Pages.Count);
        Assert.Empty(DaprProcessing.Documents.Docling.DoclingValidator.Validate(document));
    }
}
