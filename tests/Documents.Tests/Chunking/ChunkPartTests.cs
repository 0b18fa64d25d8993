using DaprProcessing.Documents.Chunking;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Tests.Export;

namespace DaprProcessing.Documents.Tests.Chunking;

/// <summary>What a passage is made of: lists, runs, tables of every shape.</summary>
public sealed class ChunkPartTests
{
    private readonly SmallDocument _small = new();

    [Fact]
    public void List_WithAListInside_IsOnePassageWithItsMarkers()
    {
        var list = _small.Group(Labels.List);
        var outer = Item("1.", true, "trees", list);
        Item("•", false, "oak", _small.Group(Labels.List, outer));
        Item("2.", true, "flowers", list);

        var chunk = Assert.Single(Chunks());

        Assert.Equal("1. trees\n- oak\n2. flowers", chunk.Text);
        Assert.Equal(["#/texts/0", "#/texts/1", "#/texts/2"], chunk.Items.Select(item => item.SelfRef));
    }

    [Fact]
    public void List_WithATableInAnItem_LosesNoCell()
    {
        var list = _small.Group(Labels.List);
        var item = Item("-", false, "The ships:", list);
        var table = Into(item, _small.Table(2, 2, (0, 0, 1, "Ship"), (0, 1, 1, "Tons"), (1, 0, 1, "Ark"), (1, 1, 1, "9")));
        table.Captions.Add(new RefItem(_small.Text(Labels.Caption, "Table 1", parent: table).SelfRef));
        Item("-", false, "No more.", list);

        Assert.Equal(["- The ships:\n- No more.", "Table 1\nArk, Tons = 9"], Chunks().Select(chunk => chunk.Text));
    }

    [Fact]
    public void ListItem_WithASecondParagraphOfRuns_IsTwoLines()
    {
        var item = Item("-", false, "oak", _small.Group(Labels.List));
        var inline = _small.Group(Labels.Inline, item);
        _small.Text(Labels.Text, "It grows", parent: inline);
        _small.Text(Labels.Text, "slowly.", parent: inline);
        _small.Text(Labels.Text, "And long.", parent: item);

        Assert.Equal("- oak\nIt grows slowly.\nAnd long.", Assert.Single(Chunks()).Text);
    }

    [Fact]
    public void Heading_OfRuns_IsAHeadingWithItsWords()
    {
        var heading = _small.Text(Labels.SectionHeader, "", level: 1);
        var inline = _small.Group(Labels.Inline, heading);
        _small.Text(Labels.Text, "Old ", parent: inline);
        _small.Text(Labels.Text, "ships", parent: inline).Formatting = new Formatting(Italic: true);
        _small.Text(Labels.Text, "Arks.");

        Assert.Equal("Old ships\nArks.", Assert.Single(Chunks()).Contextualized);
    }

    [Fact]
    public void Heading_WithNothingUnderIt_IsNoPassage()
    {
        _small.Text(Labels.SectionHeader, "Ships", level: 1);

        Assert.Empty(Chunks());
    }

    [Fact]
    public void Heading_OfAHigherLevel_EndsAllBelowIt()
    {
        _small.Text(Labels.SectionHeader, "Deep", level: 4);
        _small.Text(Labels.SectionHeader, "Deeper", level: 6);
        _small.Text(Labels.SectionHeader, "High", level: 2);
        _small.Text(Labels.Text, "Said.");

        Assert.Equal(["High"], Assert.Single(Chunks()).Headings);
    }

    [Fact]
    public void Furniture_IsNoPassage()
    {
        _small.Text(Labels.PageHeader, "Harbour Report").ContentLayer = ContentLayers.Furniture;
        _small.Text(Labels.Text, "Said.");

        Assert.Equal("Said.", Assert.Single(Chunks()).Text);
    }

    [Fact]
    public void Paragraph_OfRuns_IsOnePassageOfAllOfThem()
    {
        var inline = _small.Group(Labels.Inline);
        _small.Text(Labels.Text, "Some ", parent: inline);
        _small.Text(Labels.Text, "bold", page: 2, parent: inline);

        var chunk = Assert.Single(Chunks());

        Assert.Equal("Some bold", chunk.Text);
        Assert.Equal([1, 2], chunk.Pages);
    }

    [Fact]
    public void Table_OfOneRow_IsSaidAsItStands()
    {
        _small.Table(1, 3, (0, 0, 2, "Ark"), (0, 2, 1, "9\ntons"));

        Assert.Equal("Ark, 9 tons", Assert.Single(Chunks()).Text);
    }

    [Fact]
    public void Table_OfOneColumn_IsALineForEachRow()
    {
        _small.Table(2, 1, (0, 0, 1, "Ark"), (1, 0, 1, "Raft"));

        Assert.Equal("Ark\nRaft", Assert.Single(Chunks()).Text);
    }

    [Fact]
    public void Table_AsMarkdown_KeepsBarsOutOfItsCells()
    {
        _small.Table(1, 2, (0, 0, 1, "a|b"), (0, 1, 1, "c\nd"));

        Assert.Equal(
            "| a&#124;b | c d |\n| - | - |",
            Assert.Single(new HierarchicalChunker(new ChunkStyle(MarkdownTables: true)).Chunk(_small.Document)).Text);
    }

    [Fact]
    public void Table_WithoutACell_IsNoPassage()
    {
        _small.Table(0, 0);

        Assert.Empty(Chunks());
    }

    [Fact]
    public void Hybrid_PassageCutInTwoAndJoinedAgain_NamesItsItemOnce()
    {
        _small.Text(Labels.Text, "One two three. Four five six.");
        _small.Text(Labels.Text, "Seven.");

        var chunks = new HybridChunker(new ChunkStyle(), 6).Chunk(_small.Document).ToList();

        Assert.Equal(["One two three.", "Four five six.\nSeven."], chunks.Select(chunk => chunk.Text));
        Assert.Equal(["#/texts/0", "#/texts/1"], chunks[1].Items.Select(item => item.SelfRef));
    }

    private List<DocumentChunk> Chunks() => [.. new HierarchicalChunker(new ChunkStyle()).Chunk(_small.Document)];

    private TextItem Item(string marker, bool enumerated, string text, NodeItem parent)
    {
        var item = _small.Text(Labels.ListItem, text, parent: parent);
        (item.Marker, item.Enumerated) = (marker, enumerated);
        return item;
    }

    private T Into<T>(NodeItem parent, T item)
        where T : NodeItem
    {
        _small.Document.Body.Children.RemoveAll(child => child.Ref == item.SelfRef);
        parent.Children.Add(new RefItem(item.SelfRef));
        item.Parent = new RefItem(parent.SelfRef);
        return item;
    }
}
