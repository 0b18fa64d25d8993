using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.MarkupEngine.Building;

/// <summary>Writes a document block by block, in reading order.</summary>
/// <param name="pictures">Takes the pictures in the document.</param>
internal sealed class Flow(PictureFolder pictures)
{
    /// <summary>Deeper than the writers go: what nests further stands at this depth.</summary>
    private const int MaxDepth = 40;

    /// <summary>A document of more items is a bomb, or a data base.</summary>
    private const int MaxItems = 1_000_000;

    private const string PropertiesName = "dapr_processing__properties";
    private const int LongestProperty = 1_000;

    private readonly DoclingDocument _document = new() { Name = "unit" };
    private readonly Stack<NodeItem> _open = new();

    public DoclingDocument Document => _document;

    public NodeItem Parent => _open.Count > 0 ? _open.Peek() : _document.Body;

    /// <summary>Of what is written from here on.</summary>
    public string Layer { get; set; } = ContentLayers.Body;

    /// <summary>Where what is written stands: slides and sheets have places, flowing text has none.</summary>
    public ProvenanceItem? Place { get; set; }

    /// <summary>The last table or picture, as long as nothing came after it.</summary>
    public FloatingItem? LastFloat { get; private set; }

    public TextItem Heading(int level, IReadOnlyList<Run> runs) =>
        Text(level == 0 ? Labels.Title : Labels.SectionHeader, runs, level == 0 ? null : Math.Clamp(level, 1, 100));

    /// <summary>A paragraph, or what the label says; of more than one run a group of texts.</summary>
    public TextItem Text(string label, IReadOnlyList<Run> runs, int? level = null)
    {
        if (runs.Count <= 1 || label is Labels.Title or Labels.SectionHeader or Labels.Caption)
        {
            return Whole(label, runs, level);
        }

        if (label == Labels.Text)
        {
            Group(Labels.Inline, "group", () => Inline(runs));
            return _document.Texts[^1];
        }

        var item = New(label, "", level);
        Within(item, () => Group(Labels.Inline, "group", () => Inline(runs)));
        return item;
    }

    public TextItem ListItem(IReadOnlyList<Run> runs, bool enumerated, string marker)
    {
        // Deeper than groups go there is no list to be an item of.
        var isItem = Parent is GroupItem { Label: Labels.List };
        var item = Text(isItem ? Labels.ListItem : Labels.Text, runs);
        item.Enumerated = isItem ? enumerated : null;
        item.Marker = isItem ? marker : null;
        return item;
    }

    public TextItem Code(string text, string? language = null)
    {
        var item = New(Labels.Code, Blanks.Code(text));
        (item.CodeLanguage, item.Captions, item.References, item.Footnotes) = (CodeLanguages.Of(language), [], [], []);
        return item;
    }

    /// <summary>A list, a chapter, a slide: what <paramref name="write"/> writes is inside; nothing at all for nothing.</summary>
    public void Group(string label, string name, Action write)
    {
        var group = NewGroup(label, name);
        Within(group, write);
        if (group.Children.Count == 0 && _document.Groups[^1] == group && Parent.Children[^1].Ref == group.SelfRef)
        {
            _document.Groups.RemoveAt(_document.Groups.Count - 1);
            Parent.Children.RemoveAt(Parent.Children.Count - 1);
        }
    }

    public GroupItem NewGroup(string label, string name)
    {
        var group = new GroupItem { SelfRef = $"#/groups/{_document.Groups.Count}", Name = name, Label = label };
        Attach(group);
        _document.Groups.Add(group);
        return group;
    }

    public void Within(NodeItem item, Action write)
    {
        Open(item);
        write();
        Close();
    }

    /// <summary>What follows is inside the item, until it is closed.</summary>
    public void Open(NodeItem item) => _open.Push(_open.Count < MaxDepth ? item : Parent);

    public void Close() => _open.Pop();

    /// <summary>What the document says of itself: title, author, language …</summary>
    public void Property(string name, string? value)
    {
        value = Blanks.Line(value ?? "");
        if (value.Length is > 0 and <= LongestProperty)
        {
            var meta = _document.Body.Meta ??= [];
            meta[PropertiesName] ??= new JsonObject();
            meta[PropertiesName]![name] = value;
        }
    }

    public TableItem? Table(TableData data, IReadOnlyList<Run>? caption = null)
    {
        if (data.TableCells.Count == 0)
        {
            return null;
        }

        var table = new TableItem { SelfRef = $"#/tables/{_document.Tables.Count}", Label = Labels.Table, Data = data };
        _document.Tables.Add(table);
        return Floating(table, caption);
    }

    /// <param name="content">The picture's file; null where it is not in the document, which is never fetched from.</param>
    /// <param name="description">What stands in its place for those who do not see it.</param>
    public PictureItem Picture(
        byte[]? content, string? description, IReadOnlyList<Run>? caption = null, string label = Labels.Picture)
    {
        var picture = new PictureItem { SelfRef = $"#/pictures/{_document.Pictures.Count}", Label = label };
        _document.Pictures.Add(picture);
        picture.Image = content is null ? null : pictures.Add(content);
        if (!string.IsNullOrWhiteSpace(description))
        {
            picture.Meta = PictureDescription.ToMeta(Blanks.Line(description));
        }

        return Floating(picture, caption);
    }

    public void Caption(FloatingItem item, IReadOnlyList<Run> caption)
    {
        Within(item, () => item.Captions.Add(new RefItem(Whole(Labels.Caption, caption, null).SelfRef)));
        LastFloat = item;
    }

    private T Floating<T>(T item, IReadOnlyList<Run>? caption)
        where T : FloatingItem
    {
        Attach(item);
        if (Place is { } place)
        {
            item.Prov.Add(place with { Charspan = [0, 0] });
        }

        if (caption is { Count: > 0 })
        {
            Caption(item, caption);
        }

        LastFloat = item;
        return item;
    }

    private TextItem Whole(string label, IReadOnlyList<Run> runs, int? level)
    {
        var one = runs.Count == 1 ? runs[0] : null;
        var item = New(one is { Kind: RunKind.Formula } && label == Labels.Text ? Labels.Formula : label, Runs.TextOf(runs),
            level);
        (item.Formatting, item.Hyperlink) = (one?.Formatting, one?.Link);
        return item;
    }

    private void Inline(IReadOnlyList<Run> runs)
    {
        foreach (var run in runs)
        {
            var item = run.Kind == RunKind.Code ? Code(run.Text)
                : New(run.Kind == RunKind.Formula ? Labels.Formula : Labels.Text, run.Text);
            (item.Formatting, item.Hyperlink) = (run.Formatting, run.Link);
        }
    }

    private TextItem New(string label, string text, int? level = null)
    {
        var item = new TextItem
        {
            SelfRef = $"#/texts/{_document.Texts.Count}", Label = label, Orig = text, Text = text, Level = level,
        };
        _document.Texts.Add(item);
        Attach(item);
        if (Place is { } place)
        {
            item.Prov.Add(place with { Charspan = [0, text.Length] });
        }

        return item;
    }

    private void Attach(NodeItem item)
    {
        if (_document.Texts.Count + _document.Groups.Count > MaxItems)
        {
            throw new DocumentFault(FailureCodes.ResourceLimit, $"The document has more than {MaxItems} parts.");
        }

        item.Parent = new RefItem(Parent.SelfRef);
        item.ContentLayer = Layer;
        Parent.Children.Add(new RefItem(item.SelfRef));
        LastFloat = null;
    }
}
