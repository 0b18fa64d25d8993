using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Assembling;

public sealed class WritingTests
{
    [Fact]
    public void Assemble_NestedLists_AreGroupsInItems()
    {
        var page = new PageBuilder().Line(72, 100, "• timber").Line(90, 114, "– oak").Line(108, 128, "1. young")
            .Line(72, 142, "• glass").Build();

        Assert.Equal("- timber\n    - oak\n        1. young\n- glass\n", Convert.ToMarkdown(page));
    }

    [Fact]
    public void Assemble_BulletsThenNumbersAtOneEdge_AreTwoLists()
    {
        var document = Convert.ToDocument(
            new PageBuilder().Line(72, 100, "• timber").Line(72, 114, "• glass").Line(72, 128, "1. salt")
            .Line(72, 142, "2. coal").Build());

        Assert.Equal(2, document.Groups.Count);
        Assert.All(document.Groups, group => Assert.Equal(2, group.Children.Count));
    }

    [Fact]
    public void Assemble_ListThatGoesOnOverThePage_IsOneList()
    {
        var first = new PageBuilder(1).Line(72, 600, "1. timber").Line(72, 614, "2. glass").Build();
        var second = new PageBuilder(2).Line(72, 120, "3. salt").Line(72, 134, "4. coal").Build();

        Assert.Equal(4, Assert.Single(Convert.ToDocument(first, second).Groups).Children.Count);
    }

    [Fact]
    public void Assemble_ItemThatGoesOnOverThePage_IsOneItem()
    {
        var first = new PageBuilder(1).Lines(72, 600, 10, "1. The first of the items stops in the middle of a sen-").Build();
        var second = new PageBuilder(2).Lines(72, 120, 10, "tence that ends here.").Build();

        var item = Assert.Single(Convert.ToDocument(first, second).Texts);

        Assert.Equal(("list_item", "The first of the items stops in the middle of a sentence that ends here."),
            (item.Label, item.Text));
        Assert.Equal([1, 2], item.Prov.Select(place => place.PageNo));
    }

    [Theory]
    [InlineData("and stops before the", "word that ends it.", true)]
    [InlineData("and stops right here.", "word that ends it.", false)]
    [InlineData("and stops before the", "Word that ends it.", false)]
    public void Assemble_FullLineAtTheEndOfAPage_GoesOnInLowerCase(string last, string next, bool expected)
    {
        var first = new PageBuilder(1)
            .Lines(72, 600, 10, "A paragraph that runs over the whole width of it",
            $"for some time{new string(' ', 1)}now and then, {last}").Build();
        var second = new PageBuilder(2).Lines(72, 120, 10, next).Build();

        Assert.Equal(expected ? 1 : 2, Convert.ToDocument(first, second).Texts.Count);
    }

    [Fact]
    public void Assemble_PagesInAnyOrderAndTwice_AreInOrderOnce()
    {
        var pages = new[] { 3, 1, 2, 1 }
            .Select(number => Convert.Stored(DaprProcessing.Documents.Layout.PageAnalyzer.Analyze(new PageBuilder(number)
            .Line(72, 300, $"Sheet {number}.").Build())));

        var document = DaprProcessing.Documents.Assembling.DocumentAssembler.Assemble(Convert.Origin, pages);

        Assert.Equal(["Sheet 1.", "Sheet 2.", "Sheet 3."], document.Texts.Select(text => text.Text));
        Assert.Equal("sample", document.Name);
    }

    [Fact]
    public void Assemble_BlockOnAPage_IsPlacedFromTheBottom()
    {
        var box = Convert.ToDocument(new PageBuilder().Line(72, 100, "timber").Build()).Texts[0].Prov[0].Bbox;

        Assert.Equal(new BoundingBox(72, 692, 102, 681, BoundingBox.BottomLeft), box);
    }
}
