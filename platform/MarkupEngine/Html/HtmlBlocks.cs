using AngleSharp.Dom;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;

namespace DaprProcessing.MarkupEngine.Html;

/// <summary>
/// Goes through a document in order: text gathers to a paragraph until an element begins or ends one. Pictures in the middle of
/// a sentence come after it.
/// </summary>
internal sealed class HtmlBlocks(Flow flow, Func<string, byte[]?> pictures)
{
    private readonly Runs _runs = new();
    private readonly List<IElement> _inlinePictures = [];
    private readonly Stack<OpenItem> _items = new();
    private Func<IReadOnlyList<Run>>? _caption;

    public void Write(IElement body)
    {
        Visit(body.ChildNodes, default);
        Flush();
    }

    private void Visit(IEnumerable<INode> nodes, HtmlStyle style)
    {
        foreach (var node in nodes)
        {
            if (node is IText text)
            {
                _runs.Add(style.Run(text.Data));
            }
            else if (node is IElement element && !HtmlNames.IsLeftOut(element))
            {
                Visit(element, style);
            }
        }
    }

    private void Visit(IElement element, HtmlStyle style)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Flush();
                Visit(element.ChildNodes, style);
                Heading(element.LocalName[1] - '1');
                break;
            case "ul" or "ol" or "menu":
                BeforeBlock();
                new HtmlList(element).Write(flow, item => VisitItem(item, style));
                break;
            case "table" when HtmlTable.IsLayout(element):
                VisitBlock(element, style);
                break;
            case "table":
                BeforeBlock();
                flow.Table(HtmlTable.Data(element), HtmlTable.Caption(element) ?? _caption?.Invoke());
                break;
            case "pre":
                BeforeBlock();
                var code = element.QuerySelector("code");
                flow.Code(element.TextContent, code?.ClassName?.Split(' ').FirstOrDefault() ?? element.ClassName);
                break;
            case "figure":
                VisitFigure(element, style);
                break;
            case "img" or "picture" when Source(element) is { } source:
                _inlinePictures.Add(source);
                break;
            case "math":
                _runs.Add(new Run(HtmlNames.Formula(element), Kind: RunKind.Formula));
                break;
            case "input" when element.GetAttribute("type") == "checkbox" && _items.Count > 0:
                _items.Peek().Checked = element.HasAttribute("checked");
                break;
            case "br":
                _runs.Add(style.Run(" "));
                break;
            case "nav" or "footer" when flow.Layer == ContentLayers.Body && _items.Count == 0:
                VisitFurniture(element, style);
                break;
            case "aside" when element.GetAttribute("epub:type")?.Contains("footnote", StringComparison.Ordinal) == true:
                Flush();
                Visit(element.ChildNodes, style);
                flow.Text(Labels.Footnote, _runs.Take());
                break;
            case "div" or "section" when element.ClassList.Contains("footnotes"):
                VisitFootnotes(element);
                break;
            case "dt":
                VisitBlock(element, style with { Bold = true });
                break;
            case var name when HtmlNames.IsBlock(name):
                VisitBlock(element, style);
                break;
            default:
                Visit(element.ChildNodes, style.In(element));
                break;
        }
    }

    private void VisitBlock(IElement element, HtmlStyle style)
    {
        Flush();
        Visit(element.ChildNodes, style);
        Flush();
    }

    private void VisitFurniture(IElement element, HtmlStyle style)
    {
        Flush();
        flow.Layer = ContentLayers.Furniture;
        Visit(element.ChildNodes, style);
        Flush();
        flow.Layer = ContentLayers.Body;
    }

    // As converters from Markdown write them.
    private void VisitFootnotes(IElement notes)
    {
        Flush();
        foreach (var note in notes.QuerySelectorAll("li"))
        {
            Visit(note.QuerySelectorAll("p").SelectMany(part => part.ChildNodes), default);
            if (_runs.Take() is { Count: > 0 } runs)
            {
                flow.Text(Labels.Footnote, runs);
            }
        }
    }

    // The first text of an item is its own; what follows is inside it.
    private void VisitItem(ListEntry entry, HtmlStyle style)
    {
        var item = new OpenItem(entry);
        _items.Push(item);
        Visit(entry.Element.ChildNodes, style);
        BeforeBlock();
        _items.Pop();
        if (item.Item is not null)
        {
            flow.Close();
        }
    }

    private void VisitFigure(IElement figure, HtmlStyle style)
    {
        Flush();
        var (outer, caption) = (_caption, figure.QuerySelector("figcaption"));
        _caption = caption is null ? null : () =>
        {
            _caption = null;
            return Runs.Of(HtmlNames.TextOf(caption));
        };
        foreach (var child in figure.ChildNodes.Where(child => child != caption))
        {
            Visit([child], style);
        }

        Flush();
        if (_caption?.Invoke() is { Count: > 0 } left)
        {
            flow.Text(Labels.Text, left);
        }

        _caption = outer;
    }

    private void Heading(int level)
    {
        var runs = _runs.Take();
        if (runs.Count > 0)
        {
            BeforeBlock();
            flow.Heading(level, runs);
        }

        Flush();
    }

    /// <summary>Ends the paragraph, and has the item there that a block is to be inside of.</summary>
    private void BeforeBlock()
    {
        Flush();
        if (_items.TryPeek(out var item) && item.Item is null)
        {
            Begin(item, []);
        }
    }

    private void Flush()
    {
        var runs = _runs.Take();
        if (runs.Count > 0 && _items.TryPeek(out var item) && item.Item is null)
        {
            Begin(item, runs);
        }
        else if (runs.Count > 0)
        {
            flow.Text(Labels.Text, runs);
        }

        foreach (var picture in _inlinePictures)
        {
            var source = picture.GetAttribute("src");
            flow.Picture(source is null ? null : Content(source), picture.GetAttribute("alt"), _caption?.Invoke());
        }

        _inlinePictures.Clear();
    }

    private void Begin(OpenItem item, IReadOnlyList<Run> runs)
    {
        item.Item = flow.ListItem(runs, item.Entry.Enumerated, item.Entry.Marker);
        if (item.Checked is { } isChecked)
        {
            item.Item.Label = isChecked ? Labels.CheckBoxSelected : Labels.CheckBoxUnselected;
            (item.Item.Enumerated, item.Item.Marker) = (null, null);
        }

        flow.Open(item.Item);
    }

    private static IElement? Source(IElement element) =>
        element.LocalName == "picture" ? element.QuerySelector("img") : element;

    private byte[]? Content(string source) => source.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        ? HtmlNames.OfDataUri(source) : pictures(source);

    private sealed class OpenItem(ListEntry entry)
    {
        public ListEntry Entry => entry;

        public TextItem? Item { get; set; }

        public bool? Checked { get; set; }
    }
}
