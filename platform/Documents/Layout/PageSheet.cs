using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout.Guided;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Layout;

/// <summary>A page as it is analysed: straight, level, reading to the right. Boxes go there and back.</summary>
internal sealed class PageSheet
{
    private readonly PageText _page;
    private readonly Straightening _straightening;
    private readonly PageText _displayed;
    private readonly PageWords _words;
    private readonly List<TextRow> _rows;
    private readonly RuleSet _rules;
    private readonly (int Top, int Bottom) _edges;
    private readonly IReadOnlyList<PageFloat> _tagged;

    public PageSheet(PageText page)
    {
        page = page with { WidthPt = Sane(page.WidthPt), HeightPt = Sane(page.HeightPt) };
        _displayed = page;
        _straightening = new Straightening(page);
        _page = UpsideDownParts.Turn(_straightening.Straight());
        _words = PageWords.Of(_page);
        _rows = CentredValues.Raise(RowBuilder.Build(_words));
        Context = PageContext.Of(_page.WidthPt, _page.HeightPt, page.Source == TextSource.Ocr, _words, _rows) with
        {
            Tags = BelievedTags.Of(page),
        };
        _rules = RuleSet.Of(_page, _words.RightToLeft);
        _edges = EdgeRows.Find(_rows, Context);
        (Body, _tagged) = TaggedTables.Take(
            _rows.GetRange(_edges.Top, _rows.Count - _edges.Top - _edges.Bottom), page, Context);
    }

    public PageContext Context { get; }

    public bool IsMirrored => _words.RightToLeft;

    /// <summary>Rows between those that stand apart at the page's edges, without the tables that the file itself
    /// tells.</summary>
    public List<TextRow> Body { get; }

    /// <summary>What stands on the page, in reading order.</summary>
    /// <param name="guide">What a model saw, and what was made of it; null: rules decide alone.</param>
    public IReadOnlyList<LayoutBlock> Blocks(PageGuide? guide = null)
    {
        var pictures = PictureFinder.Find(_page, _rows, _words.RightToLeft);
        var blocks = new BlockList(Context, _rules, guide);

        // Step 1: what stands apart at the page's edges. Step 2: tables with lines. Step 3: columns. Step 4: what each column
        // holds.
        blocks.AddEdge(_rows.Take(_edges.Top), PageEdge.Top);
        var (body, tables) = guide is null ? PageTables.Take(Body, _rules, Context) : guide.Take(Body);
        foreach (var region in new RegionSplitter(Context).Split(body,
            [.. _tagged, .. tables, .. pictures.Select(box => new PageFloat(box))]))
        {
            blocks.AddRegion(region);
        }

        blocks.AddEdge(_rows.Skip(_rows.Count - _edges.Bottom), PageEdge.Bottom);
        blocks.AddTurned(_words.Turned);
        var found = CaptionBinder.Bind(
            StrayLabels.Absorb(DrawnFigures.Find(FootnoteFinder.Mark(blocks.Blocks, Context), Context), Context));
        return [.. found, .. PlainLines.Of(_words.Rest, found.Select(block => block.Region).DefaultIfEmpty(-1).Max() + 1)];
    }

    public PageLayout ToLayout(IEnumerable<LayoutBlock> blocks) =>
        new(_page.PageNo, _displayed.WidthPt, _displayed.HeightPt, _page.Source, _words.BodySize, _words.RightToLeft,
            FigureDescriptions.Add(
                _displayed, LinkBinder.Bind(_displayed, [.. blocks.Select(block => BlockBoxes.Map(block, Back))])))
        {
            LettersByKind = _words.Letters,
            LostLetters = _page.Lost,
        };

    /// <summary>From the analysed page to the displayed one.</summary>
    public Box Back(Box box) => _straightening.Back(IsMirrored ? box.Mirror(_page.WidthPt) : box);

    /// <summary>From the displayed page to the analysed one.</summary>
    public Box There(Box box)
    {
        var straight = _straightening.Straight(box);
        return IsMirrored ? straight.Mirror(_page.WidthPt) : straight;
    }

    private static double Sane(double points) => double.IsFinite(points) && points is > 0 and < 1_000_000 ? points : 1;
}
