using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>Finds the nodes of a document by their references.</summary>
public sealed class DocumentTree(DoclingDocument document)
{
    /// <summary>Documents from outside may nest without end or in circles.</summary>
    public const int MaxDepth = 60;

    public NodeItem? Resolve(RefItem reference) => Find(reference.Ref);

    /// <summary>The children that there are; none past the depth.</summary>
    /// <param name="depth">Of the node: 0 for the body.</param>
    public IEnumerable<NodeItem> Children(NodeItem node, int depth) =>
        depth > MaxDepth ? [] : node.Children.Select(Resolve).OfType<NodeItem>();

    /// <summary>The texts among what is referred to: captions, footnotes, runs.</summary>
    public IEnumerable<TextItem> Texts(IEnumerable<RefItem> references) => references.Select(Resolve).OfType<TextItem>();

    /// <summary>
    /// The stretches, each in one formatting, that a text is made of: those of the inline group in one that has none of its own.
    /// </summary>
    public IReadOnlyList<TextItem> Runs(TextItem item) =>
        item.Text.Length == 0 && RunsIn(item) is { } group ? [.. Texts(group.Children)] : [item];

    /// <summary>The children of a node; of a text what is inside it beside its own runs.</summary>
    /// <param name="depth">Of the node.</param>
    public IEnumerable<NodeItem> Inside(NodeItem node, int depth)
    {
        var runs = node is TextItem { Text.Length: 0 } item ? RunsIn(item) : null;
        return Children(node, depth).Where(child => child != runs);
    }

    private GroupItem? RunsIn(TextItem item) =>
        item.Children is [var first, ..] && Resolve(first) is GroupItem { Label: Labels.Inline } group ? group : null;

    private NodeItem? Find(string pointer)
    {
        if (pointer == "#/body")
        {
            return document.Body;
        }

        var slash = pointer.LastIndexOf('/');
        if (slash < 3 || !int.TryParse(pointer.AsSpan(slash + 1), out var index) || index < 0)
        {
            return null;
        }

        return pointer.AsSpan(2, slash - 2) switch
        {
            "texts" => index < document.Texts.Count ? document.Texts[index] : null,
            "groups" => index < document.Groups.Count ? document.Groups[index] : null,
            "tables" => index < document.Tables.Count ? document.Tables[index] : null,
            "pictures" => index < document.Pictures.Count ? document.Pictures[index] : null,
            _ => null,
        };
    }
}
