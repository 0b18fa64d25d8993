using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Assembling;

/// <summary>Lists as they are numbered, interrupted and taken up again.</summary>
public sealed class NumberedListTests
{
    [Fact]
    public void Assemble_NumbersThatStartAnewAfterText_AreTwoLists()
    {
        var page = new PageBuilder().Line(72, 100, "1. timber").Line(72, 114, "2. glass");
        var y = page.Paragraph(72, 140, 460, Convert.Prose);
        page.Line(72, y + 14, "1. salt").Line(72, y + 28, "2. coal");

        var document = Convert.ToDocument(page.Build());

        Assert.Equal(["1. timber\n2. glass", "1. salt\n2. coal"], Lists(document));
    }

    [Fact]
    public void Assemble_NumbersThatGoOnAfterText_KeepThem()
    {
        var page = new PageBuilder().Line(72, 100, "1. timber").Line(72, 114, "2. glass");
        var y = page.Paragraph(72, 140, 460, Convert.Prose);
        page.Line(72, y + 14, "3. salt").Line(72, y + 28, "4. coal");

        var html = DoclingHtml.ToHtml(Convert.ToDocument(page.Build()));

        Assert.Contains("<ol>\n<li value=\"3\">salt</li>\n<li>coal</li>\n</ol>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_LettersUnderNumbers_AreAListInEachItem()
    {
        var page = new PageBuilder().Line(72, 100, "1. timber").Line(90, 114, "a) oak").Line(90, 128, "b) pine")
            .Line(72, 142, "2. metal").Line(90, 156, "a) iron").Line(90, 170, "b) tin");

        var document = Convert.ToDocument(page.Build());

        Assert.Equal(["1. timber\n2. metal", "a) oak\nb) pine", "a) iron\nb) tin"], Lists(document));
        Assert.Equal(["#/body", "#/texts/0", "#/texts/3"], document.Groups.Select(group => group.Parent!.Ref));
    }

    [Fact]
    public void Assemble_ItemOfThreeLines_IsOneItem()
    {
        var page = new PageBuilder().Line(72, 100, "• timber from the forests in the")
            .Line(82, 112, "north, which is cut in winter and").Line(82, 124, "sold in spring").Line(72, 138, "• glass");

        Assert.Equal(["timber from the forests in the north, which is cut in winter and sold in spring", "glass"],
            Convert.ToDocument(page.Build()).Texts.Select(text => text.Text));
    }

    [Fact]
    public void Assemble_YearAtTheStartOfALine_IsNoItem()
    {
        var page = new PageBuilder().Lines(72, 100, 10, "The ice closed the channel of the bay in the winter of the year",
            "1879. The ships stayed in the harbour for eleven weeks.");

        var text = Assert.Single(Convert.ToDocument(page.Build()).Texts);

        Assert.Equal(Labels.Text, text.Label);
        Assert.Contains("the year 1879. The ships", text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_CheckBoxesBetweenItems_EndTheList()
    {
        var page = new PageBuilder().Line(72, 100, "• timber").Line(72, 114, "• glass").Line(72, 128, "☐ Gate is closed")
            .Line(72, 142, "☑ Light is lit").Line(72, 156, "• salt").Line(72, 170, "• coal");

        var document = Convert.ToDocument(page.Build());

        Assert.Equal(
            "- timber\n- glass\n\n- [ ] Gate is closed\n\n- [x] Light is lit\n\n- salt\n- coal\n",
            DoclingMarkdown.ToMarkdown(document));
        Assert.Equal(["☐ Gate is closed", "☑ Light is lit"], document.Texts
            .Where(text => text.Label is Labels.CheckBoxSelected or Labels.CheckBoxUnselected).Select(text => text.Orig));
    }

    [Fact]
    public void Assemble_FootnoteBetweenItemsOverThePage_DoesNotEndTheList()
    {
        var first = new PageBuilder(1);
        first.Paragraph(72, 400, 460, Convert.Prose);
        first.Line(72, 600, "1. timber").Line(72, 614, "2. glass").Line(72, 660, "* Measured in the year of ice.", 7);
        var second = new PageBuilder(2).Line(72, 100, "3. salt").Line(72, 114, "4. coal");
        second.Paragraph(72, 140, 460, Convert.Prose);

        var document = Convert.ToDocument(first.Build(), second.Build());

        Assert.Equal(["1. timber\n2. glass\n3. salt\n4. coal"], Lists(document));
        Assert.Single(document.Texts, text => text.Label == Labels.Footnote);
    }

    [Fact]
    public void Assemble_ItemsOfAListInTwoColumns_AreOneList()
    {
        var page = new PageBuilder();
        for (var item = 0; item < 8; item++)
        {
            page.Line(item < 4 ? 72 : 320, 100 + (item % 4 * 40), $"{item + 1}. The ship of the year came from")
                .Line(item < 4 ? 84 : 332, 112 + (item % 4 * 40), "the north and carried timber.");
        }

        var document = Convert.ToDocument(page.Build());

        Assert.Equal(Enumerable.Range(1, 8).Select(number => $"{number}."), document.Texts.Select(text => text.Marker));
        Assert.Single(document.Groups);
    }

    private static IEnumerable<string> Lists(DoclingDocument document)
    {
        var tree = new DocumentTree(document);
        return document.Groups.Where(group => group.Label == Labels.List).Select(group => string.Join('\n', tree
            .Texts(group.Children).Select(item => $"{item.Marker} {item.Text}")));
    }
}
