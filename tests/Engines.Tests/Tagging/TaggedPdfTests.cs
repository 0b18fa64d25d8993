using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Tests.Tagging;

/// <summary>What a tagged PDF says of its words, and of its figures.</summary>
public sealed class TaggedPdfTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task ExtractAsync_ElementsOfTheTree_AreTold()
    {
        var pdf = new TaggedPdf().Text(0, 760, "Harbours").Text(1, 740, "Prose").Text(2, 720, "1.").Text(3, 720, "Sails", 80)
            .Text("Artifact", 30, "Page").Text("Span", 10, "Unsaid");
        var document = pdf.Element("Document");
        pdf.Element("H1", document, "", 0);
        pdf.Element("P", document, "", 1);
        var item = pdf.Element("LI", pdf.Element("L", document));
        pdf.Element("Lbl", item, "", 2);
        pdf.Element("P", pdf.Element("LBody", item), "", 3);

        var page = await ReadAsync(pdf);

        Assert.Equal(
            ["Harbours heading 1", "Prose text 0", "1. label 0", "Sails list_item 0", "Page artifact 0", "Unsaid"], Told(page));
    }

    [Theory]
    [InlineData("H3", "heading 3")]
    [InlineData("H9", "heading 6")]
    [InlineData("Title", "title 0")]
    [InlineData("Chapter", "heading 2")]
    [InlineData("Unmapped", "text 0")]
    [InlineData("LongerThanAnyNameOfTheStandard", "text 0")]
    public async Task ExtractAsync_Type_IsToldByTheRoleItIsMappedTo(string type, string told)
    {
        var pdf = new TaggedPdf { Roles = "/Chapter /H2" }.Text(0, 700, "Harbours");
        pdf.Element("Span", pdf.Element(type), "", 0);

        Assert.Equal([$"Harbours {told}"], Told(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task ExtractAsync_HeadingWithoutANumber_HasTheLevelOfItsSection()
    {
        var pdf = new TaggedPdf().Text(0, 700, "Harbours").Text(1, 680, "Sails");
        var section = pdf.Element("Sect");
        pdf.Element("H", section, "", 0);
        pdf.Element("H", pdf.Element("Sect", section), "", 1);

        Assert.Equal(["Harbours heading 1", "Sails heading 2"], Told(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task ExtractAsync_LabelOutsideOfAList_IsPartOfWhatItLabels()
    {
        var pdf = new TaggedPdf().Text(0, 700, "7").Text(1, 700, "Harbours", 80);
        var heading = pdf.Element("H1", 0, "", 1);
        pdf.Element("Lbl", heading, "", 0);

        Assert.Equal(["7 heading 1", "Harbours heading 1"], Told(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task ExtractAsync_ElementThatNamesContentOfAnotherPageToo_TakesNothingFromItsOwner()
    {
        var pdf = new TaggedPdf().Text(0, 700, "Harbours").Text(1, 680, "Prose");
        pdf.Element("H1", 0, "", 0);
        pdf.Element("P", 0, "", 1, 0);

        Assert.Equal(["Harbours heading 1", "Prose text 0"], Told(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task ExtractAsync_FormInsideAnElement_BelongsToIt()
    {
        var pdf = new TaggedPdf { Form = "/P << /MCID 1 >> BDC BT /F 12 Tf 50 700 Td (Harbours) Tj ET EMC" }
            .Draw(0, "q 1 0 0 1 0 -40 cm /X Do Q").Text(1, 500, "Prose");
        pdf.Element("H2", 0, "", 0);
        pdf.Element("P", 0, "", 1);

        Assert.Equal(["Harbours heading 2", "Prose text 0"], Told(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task ExtractAsync_ArtifactWithoutATree_IsTold()
    {
        var pdf = new TaggedPdf().Text("Artifact", 800, "Annals").Text("Span", 700, "Prose");

        Assert.Equal(["Annals artifact 0", "Prose"], Told(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task ExtractAsync_NothingMarked_HasNoTags()
    {
        var page = await ReadAsync(new TaggedPdf().Text("Span", 700, "Prose"));

        Assert.Null(page.Tags);
        Assert.Null(page.Figures);
    }

    [Fact]
    public async Task ExtractAsync_DescribedFigure_IsToldWithThePlaceOfWhatItDraws()
    {
        var pdf = new TaggedPdf().Draw(0, "100 500 200 50 re f").Draw(1, "100 600 50 50 re f").Draw(2, "0 0 9 9 re f");
        var figure = pdf.Element("Figure", 0, "/Alt (Ships\nin the bay)", 0);
        pdf.Element("Span", figure, "", 1);
        pdf.Element("Figure", 0, "", 2);

        var told = Assert.Single((await ReadAsync(pdf)).Figures!);

        Assert.Equal((new Box(100, 192, 300, 342), "Ships\nin the bay"), (told.Box, told.Text));
    }

    [Theory]
    [InlineData("A\\001\\002B", "Sailor", "Sailor")]
    [InlineData("\\001\\002 \\003", "Old sailor", "Old sailor")]
    [InlineData("\\001\\002\\003", "Old sailor", "Old sailor")]
    [InlineData("Read", "Sailor", "Read")]
    public async Task ExtractAsync_ActualText_StandsForCharactersThatSayNothing(string written, string said, string read)
    {
        var pdf = new TaggedPdf { Encoding = "/Differences [1 /u1 /u2 /u3]" }.Text(0, 700, written);
        pdf.Element("Span", 0, $"/ActualText ({said})", 0);

        var page = await ReadAsync(pdf);

        Assert.Equal(read, string.Join(' ', page.Words.Select(word => word.Text)));
        Assert.All(page.Words, word => Assert.InRange(word.Box.L, 50, 100));
    }

    [Fact]
    public async Task ExtractAsync_TreeDeeperThanAnyIs_LosesNoWord()
    {
        var pdf = new TaggedPdf().Text(0, 700, "Harbours");
        var above = 0;
        for (var depth = 0; depth < 500; depth++)
        {
            above = pdf.Element("Sect", above);
        }

        pdf.Element("H1", above, "", 0);

        Assert.Equal("Harbours", Assert.Single((await ReadAsync(pdf)).Words).Text);
    }

    [Fact]
    public async Task ExtractAsync_ElementThatComesBackToItself_HasNoTagsLeft()
    {
        var pdf = new TaggedPdf().Text(0, 700, "Harbours");
        var section = pdf.Element("Sect");
        var heading = pdf.Element("H1", section, "", 0);
        pdf.Kid(heading, $"{section} 0 R").Kid(section, $"{heading} 0 R");

        var page = await ReadAsync(pdf);

        Assert.Equal("Harbours", Assert.Single(page.Words).Text);
        Assert.Null(page.Tags);
    }

    [Fact]
    public async Task ExtractAsync_ParentsInACircle_LoseNoWord()
    {
        var pdf = new TaggedPdf().Text(0, 700, "Harbours");
        pdf.Element("H1", 11, "", 0);
        pdf.Kid(pdf.Element("Sect", 10), "10 0 R");

        Assert.Equal("Harbours", Assert.Single((await ReadAsync(pdf)).Words).Text);
    }

    [Fact]
    public async Task ExtractAsync_MoreElementsThanMaxElements_HasNoTagsLeft()
    {
        var pdf = new TaggedPdf().Text(0, 700, "Harbours");
        for (var index = 0; index <= 10_000; index++)
        {
            pdf.Element("H1", 0, "", index);
        }

        var page = await ReadAsync(pdf);

        Assert.Equal("Harbours", Assert.Single(page.Words).Text);
        Assert.Null(page.Tags);
    }

    private async Task<PageText> ReadAsync(TaggedPdf pdf) => await engines.Extractor.ExtractAsync(
        engines.File(pdf.Build()), 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), CancellationToken.None);

    private static string[] Told(PageText page) => [.. page.Words.Select(word => word.Tag == 0 ? word.Text
        : $"{word.Text} {Name(page.Tags![word.Tag - 1].Role)} {page.Tags[word.Tag - 1].Level}")];

    private static string Name(TagRole role) => role == TagRole.ListItem ? "list_item" : role.ToString().ToLowerInvariant();
}
