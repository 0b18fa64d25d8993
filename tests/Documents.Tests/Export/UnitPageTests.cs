using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

public sealed class UnitPageTests
{
    private readonly SmallDocument _small = new();

    [Fact]
    public void Of_ParagraphOfRuns_IsOneItem()
    {
        var inline = _small.Group(Labels.Inline);
        _small.Text(Labels.Text, "Some ", parent: inline);
        _small.Text(Labels.Text, "bold", parent: inline).Formatting = new Formatting(Bold: true);

        var page = UnitPage.Of(_small.Document, 1);

        Assert.Equal("Some **bold**\n", page.Markdown);
        Assert.Equal(("#/texts/0", "Some bold"), Said(Assert.Single(page.Items)));
    }

    [Fact]
    public void Of_ListItemOfRunsWithAListInside_IsTwoItems()
    {
        var item = _small.Text(Labels.ListItem, "", parent: _small.Group(Labels.List));
        (item.Marker, item.Enumerated) = ("1.", true);
        var inline = _small.Group(Labels.Inline, item);
        _small.Text(Labels.Text, "tall", parent: inline);
        _small.Text(Labels.Text, "trees", parent: inline);
        _small.Text(Labels.ListItem, "oak", parent: _small.Group(Labels.List, item));

        var items = UnitPage.Of(_small.Document, 1).Items;

        Assert.Equal([("#/texts/0", "tall trees"), ("#/texts/3", "oak")], items.Select(Said));
        Assert.Equal(("1.", true), (((TextItem)items[0]).Marker, ((TextItem)items[0]).Enumerated));
    }

    [Fact]
    public void Of_UnitOfAKnownSize_HasItsSize()
    {
        _small.Text(Labels.Text, "One.", page: 3);

        Assert.Equal(new PageItemSize(100, 200), UnitPage.Of(_small.Document, 3).Page.Size);
    }

    [Fact]
    public void Of_UnitThatFlows_HasItsNumberAndNoSize()
    {
        _small.Text(Labels.Text, "One.", page: 3);

        Assert.Equal(new PageItem(new PageItemSize(0, 0), 5), UnitPage.Of(_small.Document, 5).Page);
    }

    [Fact]
    public void Of_NotesOfASlide_AreNoItems()
    {
        _small.Text(Labels.Text, "Said.");
        _small.Text(Labels.Text, "Whispered.").ContentLayer = ContentLayers.Notes;

        Assert.Equal([("#/texts/0", "Said.")], UnitPage.Of(_small.Document, 1).Items.Select(Said));
    }

    [Fact]
    public void Of_TableAndPicture_AreTheItemsThemselves()
    {
        var (table, picture) = (_small.Table(1, 1, (0, 0, 1, "Ark")), _small.Picture());

        Assert.Equal([table, picture], UnitPage.Of(_small.Document, 1).Items);
    }

    private static (string, string) Said(DocItem item) => (item.SelfRef, ((TextItem)item).Text);
}
