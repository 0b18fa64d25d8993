using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

public sealed class DocumentPageTests
{
    [Fact]
    public void Of_ParagraphOverAPageBreak_GivesEachPageItsPart()
    {
        const string First = "The list is long in summer and it", Second = "is short in winter.";
        var text = Text(0, $"{First} {Second}", (1, 0, First.Length), (2, First.Length + 1, First.Length + 1 + Second.Length));

        var pages = Cut([text], [], new RefItem("#/texts/0"));

        Assert.Equal([First + "\n", Second + "\n", ""], pages.Select(page => page.Markdown));
        Assert.All(pages.Take(2), page => Assert.Equal("#/texts/0", Assert.Single(page.Items).SelfRef));
    }

    [Fact]
    public void Of_ListOverAPageBreak_IsAListOnBoth()
    {
        var items = new[] { Item(0, "oak", 1), Item(1, "elm", 2), Item(2, "ash", 2) };
        var list = new GroupItem
        {
            SelfRef = "#/groups/0", Label = Labels.List, Children = [.. items.Select(item => new RefItem(item.SelfRef))],
        };

        var pages = Cut(items, [list], new RefItem("#/groups/0"));

        Assert.Equal(["- oak\n", "- elm\n- ash\n", ""], pages.Select(page => page.Markdown));
    }

    [Fact]
    public void Of_NestedListOnTheNextPage_LosesNothing()
    {
        var (outer, inner) = (Item(0, "trees", 1), Item(1, "oak", 2));
        outer.Children.Add(new RefItem("#/groups/1"));
        var groups = new[]
        {
            new GroupItem { SelfRef = "#/groups/0", Label = Labels.List, Children = [new RefItem("#/texts/0")] },
            new GroupItem { SelfRef = "#/groups/1", Label = Labels.List, Children = [new RefItem("#/texts/1")] },
        };

        var pages = Cut([outer, inner], groups, new RefItem("#/groups/0"));

        Assert.Equal("- trees\n", pages[0].Markdown);
        Assert.Equal("- oak", pages[1].Markdown.Trim());
    }

    [Fact]
    public void Of_Document_HasEveryWordOfItsMarkdownOnce()
    {
        var builder = new PageBuilder();
        builder.Line(72, 72, "The harbour", 18);
        builder.Paragraph(72, 120, 400, Convert.Prose);
        var second = new PageBuilder(2).Line(72, 100, "The second page ends here.");
        var document = Convert.ToDocument(builder.Build(), second.Build());

        var pages = DocumentPage.Of(document).ToList();

        Assert.Equal(2, pages.Count);
        Assert.Equal(
            Words(DoclingMarkdown.ToMarkdown(document)), Words(string.Join("\n", pages.Select(page => page.Markdown))));
    }

    [Fact]
    public void Of_ItemsThatAreTheirOwnChildren_Ends()
    {
        var text = Text(0, "round", (1, 0, 5));
        text.Children.Add(new RefItem("#/texts/0"));

        Assert.Equal("round\n", Cut([text], [], new RefItem("#/texts/0"))[0].Markdown);
    }

    private static string[] Words(string markdown) =>
        markdown.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static TextItem Text(int index, string text, params (int PageNo, int Start, int End)[] parts) => new()
    {
        SelfRef = $"#/texts/{index}", Label = Labels.Text, Orig = text, Text = text,
        Prov = [.. parts.Select(part => new ProvenanceItem(part.PageNo, new BoundingBox(1, 2, 3, 4), [part.Start, part.End]))],
    };

    private static TextItem Item(int index, string text, int pageNo)
    {
        var item = Text(index, text, (pageNo, 0, text.Length));
        (item.Label, item.Marker) = (Labels.ListItem, "-");
        return item;
    }

    private static List<DocumentPage> Cut(
        IEnumerable<TextItem> texts, IEnumerable<GroupItem> groups, params RefItem[] body)
    {
        var document = new DoclingDocument { Name = "cut" };
        document.Texts.AddRange(texts);
        document.Groups.AddRange(groups);
        document.Body.Children.AddRange(body);
        for (var pageNo = 1; pageNo <= 3; pageNo++)
        {
            document.Pages[pageNo] = new PageItem(new PageItemSize(612, 792), pageNo);
        }

        return [.. DocumentPage.Of(document)];
    }
}
