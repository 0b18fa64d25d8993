using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout.Guided;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Layout;

/// <summary>Collects the blocks of a page in reading order.</summary>
/// <param name="guide">What is settled already, all tables among it; null: they are looked for here.</param>
internal sealed class BlockList(PageContext page, RuleSet rules, PageGuide? guide = null)
{
    private readonly List<LayoutBlock> _blocks = [];
    private int _region;

    public List<LayoutBlock> Blocks => _blocks;

    /// <summary>Each row at the page's edge is a block; parts far from each other are blocks of their own.</summary>
    public void AddEdge(IEnumerable<TextRow> rows, PageEdge edge)
    {
        foreach (var part in rows.SelectMany(row => Fragments.Of(row, 3 * row.Size)))
        {
            _blocks.AddRange(new BlockBuilder([part], _region++, page).Build().Select(block => block with { Edge = edge }));
        }
    }

    public void AddRegion(PageRegion region)
    {
        var text = new List<LayoutBlock>();
        var pictures = PictureFinder.Merge(region);
        var (outside, inside) = PictureLabels.Separate(region.Rows, pictures, page);
        foreach (var (table, box) in region.Floats.Where(item => item.Table is not null).OrderBy(item => item.Box.CenterY)
            .Select(item => (item.Table!, item.Box)))
        {
            var above = outside.TakeWhile(row => row.Box.CenterY < box.CenterY).ToList();
            outside.RemoveRange(0, above.Count);
            AddRows(text, above);
            text.Add(TableBlock(table, box));
        }

        AddRows(text, outside);
        foreach (var (box, rows) in pictures.Zip(inside).OrderBy(picture => picture.First.T))
        {
            var labels = rows.Count == 0 ? null
                : rows.SelectMany(row => Fragments.Of(row, row.Size))
                    .SelectMany(row => new BlockBuilder([row], _region, page).Build()).ToList();
            var at = text.FindIndex(block => block.Box.CenterY > box.CenterY);
            text.Insert(at < 0 ? text.Count : at, new LayoutBlock(BlockKind.Picture, box, "")
            {
                Region = _region, Inside = labels,
            });
        }

        _blocks.AddRange(text);
        _region++;
    }

    private void AddRows(List<LayoutBlock> text, List<TextRow> rows)
    {
        if (guide is not null)
        {
            text.AddRange(guide.Parts(rows).SelectMany(part => new BlockBuilder(part, _region, page).Build()));
            return;
        }

        foreach (var part in new TableFinder(page, rules).Cut(rows))
        {
            text.AddRange(part.Table is { } table ? [TableBlock(table, part.Box)]
                : new BlockBuilder(part.Rows, _region, page).Build());
        }
    }

    /// <summary>Text up the margin (a stamp, an axis label): kept, after everything that is read upright.</summary>
    public void AddTurned(IReadOnlyList<IReadOnlyList<Word>> strips)
    {
        foreach (var words in strips)
        {
            _blocks.Add(new LayoutBlock(BlockKind.Paragraph, Box.Around(words.Select(word => word.Box)), LineText.Of(words))
            {
                Region = _region++, Lines = 1, SizePt = words[0].Size, Edge = PageEdge.Bottom, Turned = true,
            });
        }
    }

    private LayoutBlock TableBlock(TableLayout table, Box box) =>
        new(BlockKind.Table, box, "") { Region = _region, Table = table };
}
