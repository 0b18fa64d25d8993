using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Assembling;

/// <summary>What a file says of itself, in the document.</summary>
public sealed class DocumentFactsTests
{
    [Fact]
    public void Assemble_BookmarksOfTextLikeTheRest_MakeHeadingsOfTheirLevels()
    {
        var document = Assemble(
            new OutlineEntry("Book", 1, null), new OutlineEntry("Arrivals", 2, 1), new OutlineEntry("From the North", 3, 1));

        Assert.Equal(
            [("Arrivals", 1), ("From the north", 2)],
            document.Texts.Where(text => text.Label == Labels.SectionHeader).Select(text => (text.Text, text.Level!.Value)));
    }

    [Fact]
    public void Assemble_BookmarkOfAnotherPage_MakesNoHeading()
    {
        var document = Assemble(new OutlineEntry("Arrivals", 1, 7));

        Assert.DoesNotContain(document.Texts, text => text.Label == Labels.SectionHeader);
    }

    [Fact]
    public void Assemble_TitleAuthorAndDates_AreMetaOfTheBody()
    {
        var document = DocumentAssembler.Assemble(Convert.Origin, [PageAnalyzer.Analyze(Page())], new DocumentFacts
        {
            Title = "Harbour list", Author = "A. Clerk", CreatedAt = new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero),
        });

        Assert.Equal("Harbour list", (string?)document.Body.Meta!["document__title"]);
        Assert.Equal("A. Clerk", (string?)document.Body.Meta["document__author"]);
        Assert.StartsWith("2026-11-28", (string?)document.Body.Meta["document__created_at"], StringComparison.Ordinal);
        Assert.Empty(DoclingValidator.Validate(document));
    }

    private static DoclingDocument Assemble(params OutlineEntry[] outline) => DocumentAssembler.Assemble(
        Convert.Origin, [PageAnalyzer.Analyze(Page())], new DocumentFacts { Outline = outline });

    private static PageText Page()
    {
        var builder = new PageBuilder();
        builder.Line(72, 90, "Arrivals");
        var y = builder.Paragraph(72, 120, 400, Convert.Prose);
        builder.Line(72, y + 18, "From the north");
        builder.Paragraph(72, y + 48, 400, Convert.Prose);
        return builder.Build();
    }
}
