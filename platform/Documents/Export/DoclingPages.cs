using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>What one page of a document says.</summary>
public static class DoclingPages
{
    /// <summary>
    /// The document with only what begins on one page in its body: to be written as any document is.
    /// </summary>
    public static DoclingDocument Only(DoclingDocument document, int pageNo)
    {
        var tree = new DocumentTree(document);
        return new DoclingDocument
        {
            Name = document.Name,
            Origin = document.Origin,
            Body = new GroupItem
            {
                SelfRef = "#/body", Name = "_root_",
                Children = [.. document.Body.Children.Where(child => PageOf(tree.Resolve(child), tree, 0) == pageNo)],
            },
            Groups = document.Groups,
            Texts = document.Texts,
            Pictures = document.Pictures,
            Tables = document.Tables,
            Pages = new SortedDictionary<int, PageItem>(
                document.Pages.Where(page => page.Key == pageNo).ToDictionary(page => page.Key, page => page.Value)),
        };
    }

    // A list begins where its first item does.
    private static int PageOf(NodeItem? node, DocumentTree tree, int depth) => node switch
    {
        DocItem { Prov: [var first, ..] } => first.PageNo,
        { Children: [var child, ..] } when depth < DocumentTree.MaxDepth => PageOf(tree.Resolve(child), tree, depth + 1),
        _ => 0,
    };
}
