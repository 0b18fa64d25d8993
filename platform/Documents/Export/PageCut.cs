using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>Copies what stands on one page into a document of its own, which refers to nothing outside it.</summary>
internal sealed class PageCut(DocumentTree tree, int pageNo)
{
    private readonly List<DocItem> _items = [];
    private readonly HashSet<string> _seen = [];

    public DoclingDocument Document { get; } = new() { Name = $"page {pageNo}" };

    public IReadOnlyList<DocItem> Items => _items;

    public void Add(IEnumerable<NodeItem> nodes)
    {
        foreach (var node in nodes)
        {
            Document.Body.Children.AddRange(Cut(node, 0));
        }
    }

    // What stands on other pages gives its place to those of its children that stand on this one.
    private IEnumerable<RefItem> Cut(NodeItem node, int depth)
    {
        if (depth > DocumentTree.MaxDepth || !_seen.Add(node.SelfRef))
        {
            return [];
        }

        var own = node switch
        {
            GroupItem group => CutGroup(group, depth),
            TextItem text when IsHere(text) => Add(Document.Texts, "texts", CopyOf(text)),
            TableItem table when IsHere(table) => CutFloat(table, Document.Tables, "tables", CopyOf(table), depth),
            PictureItem picture when IsHere(picture) => CutFloat(picture, Document.Pictures, "pictures", CopyOf(picture), depth),
            _ => null,
        };
        // A group has taken its children in, a table or picture its captions.
        return node is GroupItem ? own is null ? [] : [own]
            : own is null ? Children(node, depth)
            : [own, .. node is TextItem ? Cut(tree.Inside(node, depth), depth) : []];
    }

    private RefItem? CutGroup(GroupItem group, int depth)
    {
        var children = Children(group, depth);
        if (children.Count == 0)
        {
            return null;
        }

        Document.Groups.Add(new GroupItem
        {
            SelfRef = group.SelfRef, Name = group.Name, Label = group.Label, ContentLayer = group.ContentLayer,
            Children = children,
        });
        return new RefItem($"#/groups/{Document.Groups.Count - 1}");
    }

    private RefItem CutFloat<T>(FloatingItem item, List<T> items, string name, T copy, int depth)
        where T : FloatingItem
    {
        var reference = Add(items, name, copy);
        copy.Children = Children(item, depth);
        copy.Captions = [.. copy.Children.Where(child => IsCaption(child.Ref))];
        copy.Captions.AddRange(tree.Texts(item.Captions).SelectMany(text => Cut(text, depth + 1)));
        return reference;
    }

    private bool IsCaption(string reference) =>
        new DocumentTree(Document).Resolve(new RefItem(reference)) is TextItem { Label: Labels.Caption };

    private List<RefItem> Children(NodeItem node, int depth) => Cut(tree.Children(node, depth), depth);

    private List<RefItem> Cut(IEnumerable<NodeItem> nodes, int depth) => [.. nodes.SelectMany(node => Cut(node, depth + 1))];

    private bool IsHere(DocItem item) => item.Prov.Any(prov => prov.PageNo == pageNo);

    private RefItem Add<T>(List<T> items, string name, T copy)
        where T : DocItem
    {
        items.Add(copy);
        _items.Add(copy);
        return new RefItem($"#/{name}/{items.Count - 1}");
    }

    private List<ProvenanceItem> Here(DocItem item) => [.. item.Prov.Where(prov => prov.PageNo == pageNo)];

    private TextItem CopyOf(TextItem text) => new()
    {
        SelfRef = text.SelfRef, Label = text.Label, ContentLayer = text.ContentLayer, Prov = Here(text), Orig = text.Orig,
        Text = PartOf(text), Level = text.Level, Enumerated = text.Enumerated, Marker = text.Marker, Formatting = text.Formatting,
        Hyperlink = text.Hyperlink, CodeLanguage = text.CodeLanguage,
    };

    private TableItem CopyOf(TableItem table) => new()
    {
        SelfRef = table.SelfRef, Label = table.Label, ContentLayer = table.ContentLayer, Prov = Here(table), Data = table.Data,
    };

    private PictureItem CopyOf(PictureItem picture) => new()
    {
        SelfRef = picture.SelfRef, Label = picture.Label, ContentLayer = picture.ContentLayer, Prov = Here(picture),
        Meta = picture.Meta,
    };

    // Where the spans do not say which part stands here, the text stands whole on its first page.
    private string PartOf(TextItem text)
    {
        var here = Here(text);
        if (here.Count == text.Prov.Count)
        {
            return RunText.Join(tree.Runs(text));
        }

        var (start, end) = (here.Min(prov => prov.Charspan[0]), here.Max(prov => prov.Charspan[1]));
        return start >= 0 && start < end && end <= text.Text.Length ? text.Text[start..end].Trim()
            : text.Prov[0].PageNo == pageNo ? text.Text : "";
    }
}
