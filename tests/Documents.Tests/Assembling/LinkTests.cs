using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Assembling;

public sealed class LinkTests
{
    private const string Address = "https://harbour.example/list";

    [Fact]
    public void Assemble_LinkOnWordsOfAParagraph_IsARunOfAnInlineGroup()
    {
        var document = Convert.ToDocument(PageWith(Convert.Prose, "keeps a list"));

        var group = Assert.Single(document.Groups);
        Assert.Equal(Labels.Inline, group.Label);
        var run = Assert.Single(document.Texts, text => text.Hyperlink is not null);
        Assert.Equal(("keeps a list", Address), (run.Text, run.Hyperlink));
        Assert.Equal(3, group.Children.Count);
        Assert.Contains($"office [keeps a list]({Address}) of every ship", DoclingMarkdown.ToMarkdown(document),
            StringComparison.Ordinal);
        Assert.Equal(Convert.Prose, DoclingText.ToText(document).Trim());
    }

    [Fact]
    public void Assemble_LinkOnAWholeParagraph_IsItsHyperlink()
    {
        var document = Convert.ToDocument(PageWith("Read the list of ships", "Read the list of ships"));

        Assert.Empty(document.Groups);
        Assert.Equal(Address, Assert.Single(document.Texts).Hyperlink);
        Assert.Equal($"[Read the list of ships]({Address})", DoclingMarkdown.ToMarkdown(document).Trim());
    }

    [Fact]
    public void Assemble_LinkBeforeAFullStop_KeepsTheSentenceWhole()
    {
        const string Text = "All ships of the year are on the list of the harbour office, which anybody may see there.";

        var document = Convert.ToDocument(PageWith(Text, "see there"));

        Assert.Equal(Text, DoclingText.ToText(document).Trim());
        Assert.EndsWith($"may [see there.]({Address})", DoclingMarkdown.ToMarkdown(document).Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_SecondOfTwoEqualWords_IsTheOneThatIsLinked()
    {
        var page = PageWith("The north list is here and the south list is here for all to see.", "here", 2);

        var markdown = Convert.ToMarkdown(page);

        Assert.Contains($"north list is here and the south list is [here]({Address}) for", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_OneRectangleOverTwoParagraphs_LinksBoth()
    {
        var page = new PageBuilder().Line(72, 100, "See the list of ships.").Line(72, 150, "Read it in the office.").Build();

        var document = Convert.ToDocument(page with { Links = [new PageLink(new Box(60, 90, 400, 170), Address)] });

        Assert.Equal([Address, Address], document.Texts.Select(text => text.Hyperlink));
    }

    [Fact]
    public void Assemble_LinkOverTwoLines_IsOne()
    {
        var page = PageWith(Convert.Prose, "the north, some carry glass, and a few");
        Assert.True(page.Links!.Count > 1, "the words must stand on two lines");

        var document = Convert.ToDocument(page);

        var run = Assert.Single(document.Texts, text => text.Hyperlink is not null);
        Assert.Equal("the north, some carry glass, and a few", run.Text);
    }

    [Fact]
    public void Assemble_LinkInAListItem_IsTheItemsHyperlink()
    {
        var builder = new PageBuilder();
        builder.Line(72, 100, "• timber from the north");
        builder.Line(72, 112, "• glass from the list");
        builder.Line(72, 124, "• and tar");
        var page = Linked(builder.Build(), "glass from the list", 1);

        var document = Convert.ToDocument(page);

        var item = Assert.Single(document.Texts, text => text.Hyperlink is not null);
        Assert.Equal((Labels.ListItem, "glass from the list"), (item.Label, item.Text));
        Assert.Contains($"- [glass from the list]({Address})", DoclingMarkdown.ToMarkdown(document), StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_LinkOnNoWords_ChangesNothing()
    {
        var page = PageWith(Convert.Prose, "keeps");
        page = page with { Links = [new PageLink(new Box(300, 700, 320, 710), Address)] };

        Assert.All(Convert.ToDocument(page).Texts, text => Assert.Null(text.Hyperlink));
    }

    private static PageText PageWith(string text, string linked, int occurrence = 1)
    {
        var builder = new PageBuilder();
        builder.Paragraph(72, 100, 400, text);
        return Linked(builder.Build(), linked, occurrence);
    }

    /// <summary>A link on these words, with a box for each line that they stand on.</summary>
    private static PageText Linked(PageText page, string words, int occurrence)
    {
        var wanted = words.Split(' ');
        var start = Enumerable.Range(0, page.Words.Count - wanted.Length + 1)
            .Where(at => page.Words.Skip(at).Take(wanted.Length).Select(word => word.Text.TrimEnd('.'))
                .SequenceEqual(wanted.Select(word => word.TrimEnd('.'))))
            .ElementAt(occurrence - 1);
        var boxes = page.Words.Skip(start).Take(wanted.Length).GroupBy(word => word.Box.T)
            .Select(line => Box.Around(line.Select(word => word.Box)));
        return page with { Links = [.. boxes.Select(box => new PageLink(box, Address))] };
    }
}
