using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

public sealed class PagesTests
{
    [Fact]
    public void Only_OnePage_HasWhatBeginsThere()
    {
        var small = new SmallDocument();
        small.Text(Labels.Text, "first");
        var list = small.Group(Labels.List);
        small.Text(Labels.ListItem, "item", page: 2, parent: list);
        small.Text(Labels.ListItem, "later item", page: 3, parent: list);
        small.Text(Labels.Text, "third", page: 3);

        Assert.Equal("first\n", DoclingMarkdown.ToMarkdown(DoclingPages.Only(small.Document, 1)));
        Assert.Equal("- item\n- later item\n", DoclingMarkdown.ToMarkdown(DoclingPages.Only(small.Document, 2)));
        Assert.Equal("third\n", DoclingMarkdown.ToMarkdown(DoclingPages.Only(small.Document, 3)));
        Assert.Equal("", DoclingMarkdown.ToMarkdown(DoclingPages.Only(small.Document, 4)));
    }
}
