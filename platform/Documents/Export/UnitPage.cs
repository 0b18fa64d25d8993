using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>A unit of a document that flows, shown as if it were a page: of the size of its page where it has one.</summary>
public static class UnitPage
{
    private static readonly PageItemSize Unsized = new(0, 0);

    /// <param name="unit">The document that the unit is by itself.</param>
    public static DocumentPage Of(DoclingDocument unit, int unitNo)
    {
        var tree = new DocumentTree(unit);
        var page = unit.Pages.GetValueOrDefault(unitNo) ?? new PageItem(Unsized, unitNo);
        return new DocumentPage(page, [.. Items(tree.Children(unit.Body, 0), tree, 1)], DoclingMarkdown.ToMarkdown(unit));
    }

    // A paragraph of several runs is one item to look at.
    private static IEnumerable<DocItem> Items(IEnumerable<NodeItem> nodes, DocumentTree tree, int depth)
    {
        foreach (var node in nodes.Where(node => node.ContentLayer == ContentLayers.Body))
        {
            switch (node)
            {
                case GroupItem { Label: Labels.Inline } inline when tree.Texts(inline.Children).ToList() is { Count: > 0 } runs:
                    yield return Whole(runs[0], Labels.Text, RunText.Join(runs));
                    continue;
                case TextItem text:
                    yield return Whole(text, text.Label, RunText.Join(tree.Runs(text)));
                    break;
                case DocItem item:
                    yield return item;
                    break;
            }

            foreach (var item in Items(tree.Inside(node, depth), tree, depth + 1))
            {
                yield return item;
            }
        }
    }

    private static TextItem Whole(TextItem item, string label, string text) => new()
    {
        SelfRef = item.SelfRef, Label = label, Orig = text, Text = text, Prov = item.Prov, Level = item.Level,
        Enumerated = item.Enumerated, Marker = item.Marker, CodeLanguage = item.CodeLanguage,
    };
}
