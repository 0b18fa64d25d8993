using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>Writes classified blocks into a document, in order.</summary>
internal sealed class DocumentWriter
{
    private static readonly IReadOnlySet<string> NoVocabulary = new HashSet<string>();
    private readonly DoclingDocument _document;
    private readonly ListNesting _lists = new();
    private readonly LinkWriter _links;
    private readonly Dictionary<int, PageLayout> _pages;

    /// <summary>The last paragraph or list item, which the next column may continue.</summary>
    private (PlacedBlock Placed, TextItem Item)? _last;
    private PlacedBlock? _lastItem;

    public DocumentWriter(DocumentOrigin origin, IReadOnlyList<PageLayout> pages)
    {
        _pages = pages.ToDictionary(page => page.PageNo);
        _document = new DoclingDocument { Name = Path.GetFileNameWithoutExtension(origin.Filename), Origin = origin };
        _links = new LinkWriter(_document);
        foreach (var page in pages)
        {
            _document.Pages[page.PageNo] = new PageItem(new PageItemSize(page.WidthPt, page.HeightPt), page.PageNo);
        }
    }

    public DoclingDocument Write(IReadOnlyList<PlacedBlock> blocks)
    {
        foreach (var page in blocks.GroupBy(placed => placed.Page.PageNo))
        {
            var ofPage = page.ToList();
            var captions = ofPage
                .Where(placed => placed.Block.CaptionOf is not null).ToLookup(placed => placed.Block.CaptionOf!.Value);
            foreach (var placed in ofPage.Where(placed => placed.Block.CaptionOf is null))
            {
                Write(placed, captions[placed.Index]);
            }
        }

        _links.Write();
        return _document;
    }

    private void Write(PlacedBlock placed, IEnumerable<PlacedBlock> captions)
    {
        var block = placed.Block;
        switch (block.Kind)
        {
            case BlockKind.Picture:
                WritePicture(placed, captions);
                break;
            case BlockKind.Table when block.Table is not null:
                WriteTable(placed, block.Table, captions);
                break;
            case BlockKind.ListItem when CheckBoxes.LabelOf(block) is { } label && !placed.IsFurniture:
                _lists.Close();
                NewText(label, placed, block.Text, _document.Body).Orig = placed.Full;
                break;
            case BlockKind.ListItem when !placed.IsFurniture && !placed.IsHeading:
                WriteListItem(placed);
                break;
            default:
                WriteText(placed);
                break;
        }
    }

    private static bool IsAtTop(PlacedBlock placed) => placed.Block.Edge == PageEdge.Top
        || (placed.Block.Edge == PageEdge.None && placed.Block.Box.CenterY < placed.Page.HeightPt / 2);

    private void WriteText(PlacedBlock placed)
    {
        var block = placed.Block;
        if (_last is { } last && ParagraphJoiner.Continues(last.Placed, placed))
        {
            Continue(last.Item, placed);
            _last = (placed, last.Item);
            return;
        }

        var label = placed switch
        {
            { IsFurniture: true } => IsAtTop(placed) ? Labels.PageHeader : Labels.PageFooter,
            { IsTitle: true } => Labels.Title,
            { HeadingLevel: > 0 } => Labels.SectionHeader,
            _ => block.Kind switch
            {
                BlockKind.Caption => Labels.Caption,
                BlockKind.Footnote => Labels.Footnote,
                BlockKind.Code => Labels.Code,
                _ => Labels.Text,
            },
        };
        if (label is not (Labels.PageHeader or Labels.PageFooter or Labels.Footnote))
        {
            _lists.Close();
        }

        var item = NewText(label, placed, placed.Full, _document.Body);
        item.Level = label == Labels.SectionHeader ? placed.HeadingLevel : null;
        item.ContentLayer = placed.IsFurniture ? ContentLayers.Furniture : ContentLayers.Body;
        if (label == Labels.Code)
        {
            (item.CodeLanguage, item.Captions, item.References, item.Footnotes) = ("unknown", [], [], []);
        }

        if (placed.IsBodyParagraph)
        {
            _last = (placed, item);
        }
        else if (placed.IsHeading)
        {
            _last = null;
        }
    }

    private void WriteListItem(PlacedBlock placed)
    {
        var block = placed.Block;
        var elsewhere = _lastItem is { } last && (last.Page.PageNo != placed.Page.PageNo || last.Block.Region != block.Region);
        var group = _lists.GroupFor(block.IndentPt, Math.Max(4, 0.8 * block.SizePt), block.Enumerated, elsewhere, NewGroup);
        var item = NewText(Labels.ListItem, placed, block.Text, group);
        item.Orig = placed.Full;
        item.Enumerated = block.Enumerated;
        item.Marker = block.Marker;
        _lists.Added(item, block.IndentPt);
        _last = (placed, item);
        _lastItem = placed;
    }

    private void WritePicture(PlacedBlock placed, IEnumerable<PlacedBlock> captions)
    {
        var picture = new PictureItem { SelfRef = $"#/pictures/{_document.Pictures.Count}", Label = Labels.Picture };
        _document.Pictures.Add(picture);
        Attach(picture, _document.Body);
        picture.Prov.Add(Place(placed, placed.Block.Box, 0, 0));
        WriteCaptions(picture, captions);
        picture.Meta = placed.Block.Description is { } seen ? PictureDescription.ToMeta(seen) : null;
        foreach (var label in placed.Block.Inside ?? [])
        {
            var inside = new PlacedBlock(placed.Page, label, -1);
            NewText(Labels.Text, inside, inside.Full, picture);
        }
    }

    private void WriteTable(PlacedBlock placed, TableLayout layout, IEnumerable<PlacedBlock> captions)
    {
        _lists.Close();
        var table = new TableItem
        {
            SelfRef = $"#/tables/{_document.Tables.Count}",
            Label = layout.IsIndex ? Labels.DocumentIndex : Labels.Table,
            Data = TableConversion.ToData(layout, placed.Page),
        };
        _document.Tables.Add(table);
        Attach(table, _document.Body);
        table.Prov.Add(Place(placed, placed.Block.Box, 0, 0));
        WriteCaptions(table, captions);
    }

    private void WriteCaptions(FloatingItem item, IEnumerable<PlacedBlock> captions)
    {
        foreach (var caption in captions)
        {
            item.Captions.Add(new RefItem(NewText(Labels.Caption, caption, caption.Full, item).SelfRef));
        }
    }

    private void Continue(TextItem item, PlacedBlock placed)
    {
        var joined = Hyphenation.Join(item.Text, placed.Full, NoVocabulary);
        var start = joined.Length - placed.Full.Length;
        if (item.Prov[^1].Charspan[1] > start)
        {
            item.Prov[^1] = item.Prov[^1] with { Charspan = [item.Prov[^1].Charspan[0], start] };
        }

        item.Orig = item.Orig.EndsWith(item.Text, StringComparison.Ordinal) ? $"{item.Orig[..^item.Text.Length]}{joined}"
            : joined;
        item.Text = joined;
        _links.Add(item, placed, start);
        item.Prov.Add(Place(placed, placed.Block.Box, start, joined.Length));
    }

    private TextItem NewText(string label, PlacedBlock placed, string text, NodeItem parent)
    {
        var item = new TextItem { SelfRef = $"#/texts/{_document.Texts.Count}", Label = label, Orig = text, Text = text };
        item.Prov.Add(Place(placed, placed.Block.Box, 0, text.Length));
        _document.Texts.Add(item);
        Attach(item, parent);
        _links.Add(item, placed, 0);
        return item;
    }

    private GroupItem NewGroup(TextItem? parent)
    {
        var group = new GroupItem { SelfRef = $"#/groups/{_document.Groups.Count}", Name = "list", Label = Labels.List };
        _document.Groups.Add(group);
        Attach(group, (NodeItem?)parent ?? _document.Body);
        return group;
    }

    private static void Attach(NodeItem item, NodeItem parent)
    {
        item.Parent = new RefItem(parent.SelfRef);
        parent.Children.Add(new RefItem(item.SelfRef));
    }

    private ProvenanceItem Place(PlacedBlock placed, Box box, int start, int end)
    {
        var height = _pages[placed.Page.PageNo].HeightPt;
        var place = new BoundingBox(
            Round(box.L), Round(height - box.T), Round(box.R), Round(height - box.B), BoundingBox.BottomLeft);
        return new ProvenanceItem(placed.Page.PageNo, place, [start, end]);
    }

    private static double Round(double points) => Math.Round(points, 3);
}
