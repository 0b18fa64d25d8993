using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

/// <summary>Tables, pictures and runs, page by page.</summary>
public sealed class PagePartTests
{
    private readonly SmallDocument _small = new();

    [Fact]
    public void Of_DescribedPicture_KeepsItsDescription()
    {
        _small.Picture(page: 2).Meta = PictureDescription.ToMeta("a tall ship");
        _small.Text(Labels.Text, "First.");

        var pages = DocumentPage.Of(_small.Document).ToList();

        Assert.Equal(["First.\n", "![a tall ship]()\n"], pages.Select(page => page.Markdown));
        Assert.Equal("a tall ship", PictureDescription.Of(Assert.IsType<PictureItem>(Assert.Single(pages[1].Items))));
    }

    [Fact]
    public void Of_CaptionOfAPicture_StandsWithItOnce()
    {
        var picture = _small.Picture();
        picture.Captions.Add(new RefItem(_small.Text(Labels.Caption, "Figure 1", parent: picture).SelfRef));

        var page = Assert.Single(DocumentPage.Of(_small.Document));

        Assert.Equal("Figure 1\n\n<!-- image -->\n", page.Markdown);
        Assert.Equal(["#/pictures/0", "#/texts/0"], page.Items.Select(item => item.SelfRef));
    }

    [Fact]
    public void Of_CaptionOnTheNextPage_StandsThere()
    {
        var picture = _small.Picture();
        picture.Captions.Add(new RefItem(_small.Text(Labels.Caption, "Figure 1", page: 2, parent: picture).SelfRef));

        Assert.Equal(
            ["<!-- image -->\n", "Figure 1\n"], DocumentPage.Of(_small.Document).Select(page => page.Markdown));
    }

    [Fact]
    public void Of_Table_IsWholeOnItsPage()
    {
        var table = _small.Table(2, 1, (0, 0, 1, "Ship"), (1, 0, 1, "Ark"));
        table.Prov.Add(new ProvenanceItem(2, new BoundingBox(1, 2, 3, 4), [0, 0]));
        _small.Text(Labels.Text, "One.");
        _small.Text(Labels.Text, "Two.", page: 2);

        Assert.Equal(
            ["One.\n", "| Ship |\n| - |\n| Ark |\n\nTwo.\n"], DocumentPage.Of(_small.Document).Select(page => page.Markdown));
    }

    [Fact]
    public void Of_RunningHead_IsAnItemAndNoText()
    {
        _small.Text(Labels.PageHeader, "Harbour Report").ContentLayer = ContentLayers.Furniture;
        _small.Text(Labels.Text, "One.");

        var page = Assert.Single(DocumentPage.Of(_small.Document));

        Assert.Equal("One.\n", page.Markdown);
        Assert.Equal([Labels.PageHeader, Labels.Text], page.Items.Select(item => item.Label));
    }

    [Fact]
    public void Of_ParagraphOfRuns_KeepsTheirLinksAndTheirOrder()
    {
        var inline = _small.Group(Labels.Inline);
        _small.Text(Labels.Text, "See", parent: inline);
        _small.Text(Labels.Text, "the list", parent: inline).Hyperlink = "https://example.org/list";
        _small.Text(Labels.Text, "of ships.", page: 2, parent: inline);

        Assert.Equal(
            ["See [the list](https://example.org/list)\n", "of ships.\n"],
            DocumentPage.Of(_small.Document).Select(page => page.Markdown));
    }

    [Fact]
    public void Of_ListItemOfRuns_SaysAllOfThem()
    {
        var item = _small.Text(Labels.ListItem, "", parent: _small.Group(Labels.List));
        (item.Marker, item.Enumerated) = ("2.", true);
        var inline = _small.Group(Labels.Inline, item);
        _small.Text(Labels.Text, "Some ", parent: inline);
        _small.Text(Labels.Text, "bold", parent: inline).Formatting = new Formatting(Bold: true);

        var page = Assert.Single(DocumentPage.Of(_small.Document));

        Assert.StartsWith("2. Some ", page.Markdown);
        Assert.Equal("Some bold", Assert.IsType<TextItem>(Assert.Single(page.Items)).Text);
    }

    [Fact]
    public void Of_PageWithoutAnything_IsThereAllTheSame()
    {
        _small.Document.Pages[4] = new PageItem(new PageItemSize(100, 200), 4);

        var page = Assert.Single(DocumentPage.Of(_small.Document));

        Assert.Equal((4, "", 0), (page.Page.PageNo, page.Markdown, page.Items.Count));
    }

    [Fact]
    public void Of_TextWhoseSpansSayNothing_StandsWholeOnItsFirstPage()
    {
        var text = _small.Text(Labels.Text, "The list is long.");
        text.Prov[0] = text.Prov[0] with { Charspan = [0, 0] };
        text.Prov.Add(new ProvenanceItem(2, new BoundingBox(1, 2, 3, 4), [0, 0]));
        _small.Document.Pages[2] = new PageItem(new PageItemSize(100, 200), 2);

        Assert.Equal(["The list is long.\n", ""], DocumentPage.Of(_small.Document).Select(page => page.Markdown));
    }
}
