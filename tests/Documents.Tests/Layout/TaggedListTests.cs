using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Layout;

/// <summary>Items of lists as a tagged PDF tells them.</summary>
public sealed class TaggedListTests
{
    [Fact]
    public void Analyze_LabelThatLooksLikeNone_IsTheItemsMarker()
    {
        var page = Prose(Prose(new PageBuilder(), 72), 150).Tag(TagRole.Label).Line(72, 260, "Step one")
            .Tag(TagRole.ListItem).Line(120, 260, "Take the rope.")
            .Tag(TagRole.Label).Line(72, 272, "Step two").Tag(TagRole.ListItem).Line(120, 272, "Tie it to the ship.");

        Assert.Equal([("Step one", "Take the rope."), ("Step two", "Tie it to the ship.")], Items(page.Build()));
    }

    [Fact]
    public void Analyze_ItemsWithoutALabel_AreOneEach()
    {
        var page = Prose(Prose(new PageBuilder(), 72), 150).Tag(TagRole.ListItem).Line(90, 260, "timber from the")
            .Line(90, 272, "north, and").Tag(TagRole.ListItem).Line(90, 284, "glass");

        Assert.Equal([(null, "timber from the north, and"), (null, "glass")], Items(page.Build()));
    }

    [Fact]
    public void Analyze_EverythingInOneList_SaysNothing()
    {
        var page = new PageBuilder();
        for (var y = 72; y < 400; y += 60)
        {
            page.Tag(TagRole.ListItem).Paragraph(72, y, 400, Convert.Prose[..180]);
        }

        Assert.Empty(Items(page.Build()));
    }

    private static PageBuilder Prose(PageBuilder page, double y)
    {
        page.Tag(TagRole.Text).Paragraph(72, y, 460, Convert.Prose);
        return page;
    }

    private static List<(string? Marker, string Text)> Items(PageText page) => [.. Convert.ToDocument(page).Texts
        .Where(text => text.Label == Labels.ListItem).Select(text => (text.Marker, text.Text))];
}
