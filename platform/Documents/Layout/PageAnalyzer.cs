using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Layout;

/// <summary>Finds out what stands on a page, in reading order. Pure: the same words always give the same layout.</summary>
public static class PageAnalyzer
{
    public static PageLayout Analyze(PageText page)
    {
        page = page with { WidthPt = Sane(page.WidthPt), HeightPt = Sane(page.HeightPt) };
        var displayed = page;
        var (displayedWidth, displayedHeight) = (page.WidthPt, page.HeightPt);
        var straightening = new Straightening(page);
        page = straightening.Straight();
        var (width, height) = (page.WidthPt, page.HeightPt);
        var words = PageWords.Of(page);
        var rows = RowBuilder.Build(words);
        var context = PageContext.Of(width, height, page.Source == TextSource.Ocr, words, rows);
        var pictures = PictureFinder.Find(page, rows, words.RightToLeft);
        var rules = RuleSet.Of(page, words.RightToLeft);
        var blocks = new BlockList(context, rules);

        // Step 1: what stands apart at the page's edges. Step 2: tables with lines. Step 3: columns. Step 4: what each column
        // holds.
        var (top, bottom) = EdgeRows.Find(rows, context);
        blocks.AddEdge(rows.Take(top), PageEdge.Top);
        var (body, tables) = PageTables.Take(rows.GetRange(top, rows.Count - top - bottom), rules, context);
        foreach (var region in new RegionSplitter(context).Split(body,
            [.. tables, .. pictures.Select(box => new PageFloat(box))]))
        {
            blocks.AddRegion(region);
        }

        blocks.AddEdge(rows.Skip(rows.Count - bottom), PageEdge.Bottom);
        blocks.AddTurned(words.Turned);
        var result = CaptionBinder.Bind(
            StrayLabels.Absorb(DrawnFigures.Find(FootnoteFinder.Mark(blocks.Blocks, context), context), context));
        return new PageLayout(page.PageNo, displayedWidth, displayedHeight, page.Source, words.BodySize, words.RightToLeft,
            LinkBinder.Bind(displayed, [.. result.Select(block => BlockBoxes.Map(block, Back))]))
        {
            Letters = words.Upright.Concat(words.Turned).SelectMany(line => line)
                .Sum(word => word.Text.Count(char.IsLetterOrDigit)),
        };

        Box Back(Box box) => straightening.Back(words.RightToLeft ? box.Mirror(width) : box);
    }

    private static double Sane(double points) => double.IsFinite(points) && points is > 0 and < 1_000_000 ? points : 1;
}
