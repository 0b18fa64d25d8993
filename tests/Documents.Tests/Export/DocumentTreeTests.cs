using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

public sealed class DocumentTreeTests
{
    private readonly SmallDocument _small = new();

    [Fact]
    public void Resolve_EachCollection_FindsItsNode()
    {
        NodeItem[] nodes =
        [
            _small.Text(Labels.Text, "one"), _small.Group(Labels.List), _small.Picture(), _small.Table(1, 1, (0, 0, 1, "x")),
            _small.Document.Body,
        ];
        var tree = new DocumentTree(_small.Document);

        Assert.All(nodes, node => Assert.Same(node, tree.Resolve(new RefItem(node.SelfRef))));
    }

    [Theory]
    [InlineData("#/texts/1")]
    [InlineData("#/texts/")]
    [InlineData("#/texts/0/prov")]
    [InlineData("#/furniture")]
    [InlineData("#/key_value_items/0")]
    [InlineData("#/texts/99999999999")]
    public void Resolve_WhatIsNoNode_IsNull(string reference)
    {
        _small.Text(Labels.Text, "one");

        Assert.Null(new DocumentTree(_small.Document).Resolve(new RefItem(reference)));
    }

    [Fact]
    public void Runs_OfATextThatHasItsOwn_AreThatText()
    {
        var text = _small.Text(Labels.ListItem, "own");
        _small.Text(Labels.Text, "other", parent: _small.Group(Labels.Inline, text));
        var tree = new DocumentTree(_small.Document);

        Assert.Equal([text], tree.Runs(text));
        Assert.Equal(["#/groups/0"], tree.Inside(text, 1).Select(node => node.SelfRef));
    }

    [Fact]
    public void Runs_OfAnEmptyText_AreThoseOfItsFirstGroup_WhichIsNotInsideIt()
    {
        var text = _small.Text(Labels.ListItem, "");
        var run = _small.Text(Labels.Text, "said", parent: _small.Group(Labels.Inline, text));
        var below = _small.Group(Labels.List, text);
        var tree = new DocumentTree(_small.Document);

        Assert.Equal([run], tree.Runs(text));
        Assert.Equal([below], tree.Inside(text, 1));
    }

    [Fact]
    public void Children_PastTheDepth_AreNone()
    {
        _small.Text(Labels.Text, "deep");
        var tree = new DocumentTree(_small.Document);

        Assert.Single(tree.Children(_small.Document.Body, DocumentTree.MaxDepth));
        Assert.Empty(tree.Children(_small.Document.Body, DocumentTree.MaxDepth + 1));
    }
}
