using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>What of a document stands on one page.</summary>
/// <param name="Items">In reading order, running heads too, with their references in the whole document; of an item that runs
/// over a page break each page has its part.</param>
/// <param name="Markdown">The page as Markdown.</param>
public sealed record DocumentPage(PageItem Page, IReadOnlyList<DocItem> Items, string Markdown)
{
    /// <summary>Every page in order, those without anything on them too; one at a time, in linear time.</summary>
    public static IEnumerable<DocumentPage> Of(DoclingDocument document)
    {
        var tree = new DocumentTree(document);
        var byPage = new Dictionary<int, List<NodeItem>>();
        foreach (var node in tree.Children(document.Body, 0))
        {
            foreach (var pageNo in PagesOf(node, tree, 0).Distinct())
            {
                (byPage.TryGetValue(pageNo, out var nodes) ? nodes : byPage[pageNo] = []).Add(node);
            }
        }

        foreach (var (pageNo, page) in document.Pages)
        {
            var cut = new PageCut(tree, pageNo);
            cut.Add(byPage.GetValueOrDefault(pageNo, []));
            yield return new DocumentPage(page, cut.Items, DoclingMarkdown.ToMarkdown(cut.Document));
        }
    }

    private static IEnumerable<int> PagesOf(NodeItem node, DocumentTree tree, int depth)
    {
        var own = node is DocItem item ? item.Prov.Select(prov => prov.PageNo) : [];
        return own.Concat(tree.Children(node, depth).SelectMany(child => PagesOf(child, tree, depth + 1)));
    }
}
