namespace DaprProcessing.Documents.Docling;

/// <summary>One run of the validator over one document.</summary>
internal sealed class DocumentChecks(DoclingDocument document)
{
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, NodeItem> _nodes = [];

    public IReadOnlyList<string> Run()
    {
        CheckHead();
        Register();
        foreach (var node in _nodes.Values)
        {
            CheckLinks(node);
            CheckMeta(node);
        }

        foreach (var group in document.Groups)
        {
            Check(Labels.OfGroups.Contains(group.Label), group, $"unknown label '{group.Label}'");
        }

        foreach (var text in document.Texts)
        {
            CheckText(text);
            CheckPlaces(text, text.Text.Length);
        }

        foreach (var table in document.Tables)
        {
            Check(table.Label is Labels.Table or Labels.DocumentIndex, table, $"unknown label '{table.Label}'");
            CheckFloating(table);
            foreach (var problem in TableChecks.Of(table.Data))
            {
                Check(false, table, problem);
            }
        }

        foreach (var picture in document.Pictures)
        {
            Check(picture.Label is Labels.Picture or Labels.Chart, picture, $"unknown label '{picture.Label}'");
            CheckFloating(picture);
        }

        return _problems;
    }

    private void CheckHead()
    {
        Check(document.SchemaName == "DoclingDocument", "schema_name is not DoclingDocument");
        Check(System.Version.TryParse(document.Version, out var version)
            && version.Major == 1, $"version '{document.Version}' is not 1.x.y");
        Check(!string.IsNullOrEmpty(document.Name), "name is missing");
        foreach (var (number, page) in document.Pages)
        {
            Check(number > 0 && page.PageNo == number, $"page {number} says it is page {page.PageNo}");
            Check(double.IsFinite(page.Size.Width) && double.IsFinite(page.Size.Height)
                && page.Size is { Width: > 0, Height: > 0 }, $"page {number} has no size");
        }
    }

    private void Register()
    {
        Add(document.Body, "#/body");
        Add(document.Furniture, "#/furniture");
        AddAll(document.Groups, "groups");
        AddAll(document.Texts, "texts");
        AddAll(document.Pictures, "pictures");
        AddAll(document.Tables, "tables");
    }

    private void AddAll(IReadOnlyList<NodeItem> nodes, string collection)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            Add(nodes[i], $"#/{collection}/{i}");
        }
    }

    private void Add(NodeItem node, string expected)
    {
        Check(node.SelfRef == expected, $"{expected} calls itself {node.SelfRef}");
        _nodes[expected] = node;
    }

    private void CheckLinks(NodeItem node)
    {
        var isRoot = node == document.Body || node == document.Furniture;
        Check(isRoot == node.Parent is null, node, isRoot ? "a root has a parent" : "no parent");
        var seen = node.Children.Count > 1 ? new HashSet<string>() : null;
        foreach (var child in node.Children)
        {
            Check(seen?.Add(child.Ref) ?? true, node, $"lists {child.Ref} twice");
            if (_nodes.TryGetValue(child.Ref, out var item))
            {
                Check(item.Parent?.Ref == node.SelfRef, node,
                    $"lists {child.Ref}, whose parent is {item.Parent?.Ref ?? "missing"}");
                Check(item is not TextItem { Label: Labels.ListItem }
                    || node is GroupItem { Label: Labels.List }, item, "list item outside a list");
            }
            else
            {
                Check(IsForeign(child.Ref), node, $"lists {child.Ref}, which does not exist");
            }
        }

        if (node.Parent is { } parent)
        {
            CheckListed(node, parent);
        }
    }

    // Every child names its lister as parent, so counting is enough to see that each is listed (once): see Run.
    private void CheckListed(NodeItem node, RefItem parent)
    {
        if (!_nodes.TryGetValue(parent.Ref, out var lister))
        {
            Check(IsForeign(parent.Ref), node, $"parent {parent.Ref} does not exist");
            return;
        }

        Check(ListedBy(lister).Contains(node.SelfRef), node, $"its parent {parent.Ref} does not list it");
    }

    private readonly Dictionary<NodeItem, HashSet<string>> _listed = [];

    private HashSet<string> ListedBy(NodeItem node)
    {
        if (!_listed.TryGetValue(node, out var children))
        {
            _listed[node] = children = [.. node.Children.Select(child => child.Ref)];
        }

        return children;
    }

    /// <summary>Forms and fields are passed through unread.</summary>
    private static bool IsForeign(string pointer) =>
        pointer.StartsWith("#/key_value_items/", StringComparison.Ordinal)
            || pointer.StartsWith("#/form_items/", StringComparison.Ordinal)
        || pointer.StartsWith("#/field_", StringComparison.Ordinal);

    private void CheckMeta(NodeItem node)
    {
        foreach (var (name, _) in node.Meta ?? [])
        {
            Check(name.Contains("__", StringComparison.Ordinal)
                || MetaNames.Contains(name), node, $"meta '{name}' is neither standard nor namespace__name");
        }
    }

    private static readonly HashSet<string> MetaNames =
    [
        "summary", "language", "entities", "keywords", "topics", "description", "classification", "molecule",
            "tabular_chart", "code",
    ];

    private void CheckText(TextItem text)
    {
        Check(Labels.OfTexts.Contains(text.Label), text, $"unknown label '{text.Label}'");
        if (text.Label == Labels.SectionHeader)
        {
            Check(text.Level is null or (>= 1 and <= 100), text, $"level {text.Level} is not 1 to 100");
        }

        foreach (var track in text.Source ?? [])
        {
            Check(track.EndTime > track.StartTime && track.StartTime >= 0, text, "a track ends before it starts");
        }
    }

    private void CheckFloating(FloatingItem item)
    {
        foreach (var reference in item.Captions.Concat(item.References).Concat(item.Footnotes))
        {
            Check(_nodes.ContainsKey(reference.Ref), item, $"refers to {reference.Ref}, which does not exist");
        }

        CheckPlaces(item, 0);
    }

    private void CheckPlaces(DocItem item, int length)
    {
        foreach (var place in item.Prov)
        {
            var span = place.Charspan;
            Check(span.Length == 2 && span[0] >= 0 && span[0] <= span[1]
                && (item is not TextItem || span[1] <= length), item, "charspan outside its text");
            if (document.Pages.TryGetValue(place.PageNo, out var page))
            {
                BoxChecks.Check(place.Bbox, page.Size, problem => Check(false, item, problem));
            }
            else
            {
                Check(false, item, $"page {place.PageNo} does not exist");
            }
        }
    }

    private void Check(bool holds, NodeItem node, string problem)
    {
        if (!holds)
        {
            Check(false, $"{node.SelfRef}: {problem}");
        }
    }

    private void Check(bool holds, string problem)
    {
        if (!holds && _problems.Count < DoclingValidator.MaxProblems)
        {
            _problems.Add(problem);
        }
    }
}
