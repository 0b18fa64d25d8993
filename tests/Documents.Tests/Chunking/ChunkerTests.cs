using DaprProcessing.Documents.Chunking;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Tests.Export;

namespace DaprProcessing.Documents.Tests.Chunking;

public sealed class ChunkerTests
{
    private readonly SmallDocument _small = new();

    [Fact]
    public void Hierarchical_Headings_AreThoseAPassageStandsUnder()
    {
        _small.Text(Labels.Title, "Ships");
        _small.Text(Labels.SectionHeader, "Old", level: 1);
        _small.Text(Labels.SectionHeader, "Wooden", level: 2);
        _small.Text(Labels.Text, "Arks.");
        _small.Text(Labels.SectionHeader, "New", level: 1);
        _small.Text(Labels.Text, "Tankers.", page: 2);

        var chunks = new HierarchicalChunker(new ChunkStyle()).Chunk(_small.Document).ToList();

        Assert.Equal(
            ["Ships\nOld\nWooden\nArks.", "Ships\nNew\nTankers."], chunks.Select(chunk => chunk.Contextualized));
        Assert.Equal([2], chunks[1].Pages);
    }

    [Theory]
    [InlineData(false, "Ark, Tons = 9. Ark, Crew = 8")]
    [InlineData(true, "| Ship | Tons | Crew |\n| - | - | - |\n| Ark | 9 | 8 |")]
    public void Hierarchical_Table_IsSentencesOrMarkdown(bool asMarkdown, string expected)
    {
        _small.Table(2, 3, (0, 0, 1, "Ship"), (0, 1, 1, "Tons"), (0, 2, 1, "Crew"), (1, 0, 1, "Ark"), (1, 1, 1, "9"),
            (1, 2, 1, "8"));

        Assert.Equal(expected, Assert.Single(
            new HierarchicalChunker(new ChunkStyle(MarkdownTables: asMarkdown)).Chunk(_small.Document)).Text);
    }

    [Fact]
    public void Hierarchical_PictureWithACaption_IsAPassage_WithoutOneItIsNone()
    {
        var picture = _small.Picture();
        picture.Captions.Add(new RefItem(_small.Text(Labels.Caption, "Figure 1", parent: picture).SelfRef));
        _small.Picture();

        var chunk = Assert.Single(new HierarchicalChunker(new ChunkStyle()).Chunk(_small.Document));

        Assert.Equal(("Figure 1", "Figure 1"), (chunk.Text, Assert.Single(chunk.Captions)));
        Assert.Equal(2, new HierarchicalChunker(new ChunkStyle(ImagePlaceholder: "![IMAGE]")).Chunk(_small.Document).Count());
    }

    [Fact]
    public void Hybrid_ListOfNothing_IsNoPassage()
    {
        _small.Text(Labels.Text, "Before.");
        _small.Group(Labels.List);
        _small.Text(Labels.Text, "After.");

        Assert.Equal("Before.\nAfter.", Assert.Single(new HybridChunker(new ChunkStyle(), 100).Chunk(_small.Document)).Text);
    }

    [Fact]
    public void Hybrid_ManyPeersAndMuchRoom_AreJoinedOnce()
    {
        for (var i = 0; i < 20_000; i++)
        {
            _small.Text(Labels.Text, "Some words of a paragraph.");
        }

        var chunk = Assert.Single(new HybridChunker(new ChunkStyle(), int.MaxValue).Chunk(_small.Document));

        Assert.Equal((20_000, 20_000), (chunk.Items.Count, chunk.Text.Split('\n').Length));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(100)]
    public void Hybrid_LongText_IsCutToSizeAndLosesNothing(int maxTokens)
    {
        const string Sentence = "The old ships sail over the wide sea. ";
        var text = string.Concat(Enumerable.Repeat(Sentence, 50)).Trim();
        _small.Text(Labels.Text, text);

        var chunks = new HybridChunker(new ChunkStyle(), maxTokens).Chunk(_small.Document).ToList();

        Assert.All(chunks, chunk => Assert.InRange(TokenCount.Of(chunk.Contextualized), 1, maxTokens));
        Assert.Equal(text, string.Join(' ', chunks.Select(chunk => chunk.Text)));
        Assert.True(maxTokens < 10 || chunks.All(chunk => chunk.Text.EndsWith('.')), "sentences are whole");
    }

    [Fact]
    public void Hybrid_TextWithoutSpaces_IsCutAllTheSame()
    {
        _small.Text(Labels.Text, new string('船', 1000) + new string('x', 1000));

        var chunks = new HybridChunker(new ChunkStyle(), 16).Chunk(_small.Document).ToList();

        Assert.All(chunks, chunk => Assert.InRange(TokenCount.Of(chunk.Text), 1, 16));
        Assert.Equal(2000, chunks.Sum(chunk => chunk.Text.Length));
    }

    [Fact]
    public void Hybrid_NeighboursUnderOneHeading_AreOnePassage()
    {
        _small.Text(Labels.Text, "One.");
        _small.Text(Labels.Text, "Two.");
        _small.Text(Labels.SectionHeader, "Ships", level: 1);
        _small.Text(Labels.Text, "Three.");

        Assert.Equal(
            ["One.\nTwo.", "Three."],
            new HybridChunker(new ChunkStyle(), 50).Chunk(_small.Document).Select(chunk => chunk.Text));
        Assert.Equal(3, new HybridChunker(new ChunkStyle(), 50, mergePeers: false).Chunk(_small.Document).Count());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("ship", 1)]
    [InlineData("ships, ships", 3)]
    [InlineData("embarkation", 3)]
    [InlineData("船舶", 2)]
    public void TokenCount_OfAText_IsAboutAModels(string text, int tokens) => Assert.Equal(tokens, TokenCount.Of(text));
}
