using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Assembling;

/// <summary>Headings as a tagged PDF tells them, and tags that are not believed.</summary>
public sealed class TagHeadingTests
{
    [Fact]
    public void Assemble_LinesTaggedAsHeadings_AreHeadingsOfTheirLevel()
    {
        var page = Prose(new PageBuilder(), 72).Tag(TagRole.Heading, 2).Line(72, 200, "The harbour in spring");
        page = Prose(page, 230).Tag(TagRole.Heading, 3).Line(72, 330, "Its ships");

        Assert.Equal([("The harbour in spring", 1), ("Its ships", 2)], Headings(Prose(page, 360).Build()));
    }

    [Fact]
    public void Assemble_TagsAndNumbersDiffer_TagsSayTheLevel()
    {
        var page = new PageBuilder().Tag(TagRole.Heading, 1).Line(72, 72, "1.1 The harbour", 12, Face.Bold);
        page = Prose(page, 100).Tag(TagRole.Heading, 2).Line(72, 200, "1 Its ships", 12, Face.Bold);

        Assert.Equal([("1.1 The harbour", 1), ("1 Its ships", 2)], Headings(Prose(page, 230).Build()));
    }

    [Fact]
    public void Assemble_OutlineAndTagsDiffer_OutlineSaysTheLevel()
    {
        var page = new PageBuilder().Tag(TagRole.Heading, 1).Line(72, 72, "The harbour");
        page = Prose(page, 100).Tag(TagRole.Heading, 1).Line(72, 200, "Its ships");
        page = Prose(page, 230);
        var facts = new DocumentFacts
        {
            Outline = [new OutlineEntry("The harbour", 1, 1), new OutlineEntry("Its ships", 2, 1)],
        };

        var document = DocumentAssembler.Assemble(Convert.Origin, [PageAnalyzer.Analyze(page.Build())], facts);

        Assert.Equal([("The harbour", 1), ("Its ships", 2)], Headings(document));
    }

    [Fact]
    public void Assemble_TaggedTitle_IsTheTitle()
    {
        var page = new PageBuilder().Tag(TagRole.Title).Line(72, 72, "A register of ships");
        page = Prose(page, 100).Tag(TagRole.Heading, 1).Line(72, 200, "The harbour", 16, Face.Bold);

        var document = Convert.ToDocument(Prose(page, 230).Build());

        Assert.Equal("A register of ships", Assert.Single(document.Texts, text => text.Label == Labels.Title).Text);
        Assert.Equal([("The harbour", 1)], Headings(document));
    }

    [Fact]
    public void Assemble_HeadingOverTwoLines_IsOne()
    {
        var page = Prose(new PageBuilder(), 72).Tag(TagRole.Heading, 1).Line(72, 200, "The harbour in spring.")
            .Line(72, 212, "And in winter, when the ice closes the channel");

        Assert.Equal([("The harbour in spring. And in winter, when the ice closes the channel", 1)],
            Headings(Prose(page, 240).Build()));
    }

    [Fact]
    public void Assemble_HeadingCloseAboveItsText_IsNoPartOfIt()
    {
        var page = new PageBuilder().Tag(TagRole.Heading, 1).Line(72, 72, "The harbour office keeps a list");
        page.Tag(TagRole.Text).Paragraph(72, 84, 300, Convert.Prose);

        Assert.Equal([("The harbour office keeps a list", 1)], Headings(page.Build()));
    }

    [Fact]
    public void Assemble_EverythingTaggedAsHeading_SaysNothing()
    {
        var page = new PageBuilder();
        for (var y = 72; y < 700; y += 60)
        {
            page.Tag(TagRole.Heading, 1).Paragraph(72, y, 400, $"{y} {Convert.Prose[..140]}.");
        }

        Assert.Empty(Headings(page.Build()));
    }

    [Fact]
    public void Assemble_ParagraphTaggedAsHeading_IsNone()
    {
        var page = new PageBuilder().Tag(TagRole.Heading, 1);
        page.Paragraph(72, 72, 400, Convert.Prose);

        Assert.Empty(Headings(Prose(Prose(page, 200), 300).Build()));
    }

    [Theory]
    [InlineData(16, 200)]
    [InlineData(10, 500)]
    public void Assemble_LinesFarApartOrUnlikeInOneHeading_AreNone(double size, double y)
    {
        var page = Prose(new PageBuilder(), 72).Tag(TagRole.Heading, 1).Line(72, 180, "Taken from the register")
            .Line(72, y, "of ships in the bay", size);

        Assert.DoesNotContain(
            Headings(Prose(Prose(page, 230), 600).Build()), heading => heading.Text == "Taken from the register");
    }

    [Fact]
    public void Assemble_FewOfTheHeadingsTagged_TypeSaysTheLevels()
    {
        var page = new PageBuilder();
        for (var index = 0; index < 4; index++)
        {
            page = Prose(page.Tag(index == 2 ? TagRole.Heading : TagRole.Text, 4).Line(72, 60 + (130 * index),
                $"Bay {"abcd"[index]}", index == 0 ? 16 : 13, Face.Bold), 90 + (130 * index));
        }

        page = Prose(page.Tag(TagRole.Text).Line(72, 600, "Bay of the gulls", 16, Face.Bold), 630);

        Assert.Equal([("Bay a", 1), ("Bay b", 2), ("Bay c", 2), ("Bay d", 2), ("Bay of the gulls", 1)], Headings(page.Build()));
    }

    [Fact]
    public void Assemble_EverythingTaggedAsText_LeavesHeadingsToTheirType()
    {
        var page = new PageBuilder().Tag(TagRole.Text).Line(72, 72, "The harbour", 16, Face.Bold);

        Assert.Contains(Convert.ToDocument(Prose(Prose(page, 100), 200).Build()).Texts,
            text => text.Label is Labels.SectionHeader or Labels.Title);
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(1, true)]
    public void Assemble_LargeLineThatIsNotTagged_IsAHeadingWhereFewAreTagged(int tagged, bool isHeading)
    {
        var page = new PageBuilder();
        for (var index = 0; index < tagged; index++)
        {
            page = Prose(page.Tag(TagRole.Heading, 1).Line(72, 40 + (130 * index), $"Bay {"abcd"[index]}", 14, Face.Bold),
                70 + (130 * index));
        }

        page.Tag(TagRole.Text).Line(72, 600, "Kestrel of the bay", 13, Face.Bold);
        page = Prose(page, 630);

        Assert.Equal(isHeading, Headings(page.Build()).Exists(heading => heading.Text == "Kestrel of the bay"));
    }

    private static PageBuilder Prose(PageBuilder page, double y)
    {
        page.Tag(TagRole.Text).Paragraph(72, y, 460, Convert.Prose);
        return page;
    }

    private static List<(string Text, int Level)> Headings(PageText page) => Headings(Convert.ToDocument(page));

    private static List<(string Text, int Level)> Headings(DoclingDocument document) =>
        [.. document.Texts.Where(text => text.Label == Labels.SectionHeader).Select(text => (text.Text, text.Level!.Value))];
}
