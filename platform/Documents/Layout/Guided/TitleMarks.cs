using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Guided;

/// <summary>Writes down for each piece of text how sure the detector is that it is a title.</summary>
internal static class TitleMarks
{
    /// <summary>Of a piece of text in the box of a title.</summary>
    private const double Inside = 0.5;

    /// <summary>What the detector sees so surely is a title, whatever its type.</summary>
    private const double Sure = 0.5;

    /// <summary>Where, on the analysed page, titles surely stand.</summary>
    public static IReadOnlyList<Box> Boxes(IReadOnlyList<LayoutRegion> regions, PageSheet sheet) =>
        [.. regions.Where(region => region is { Kind: RegionKind.Title, Score: > Sure })
            .Select(region => sheet.There(region.Box))];

    public static IReadOnlyList<LayoutBlock> Mark(
        IReadOnlyList<LayoutBlock> blocks, IReadOnlyList<LayoutRegion> regions, PageSheet sheet)
    {
        var titles = regions.Where(region => region.Kind == RegionKind.Title)
            .Select(region => (Box: sheet.There(region.Box), region.Score)).ToList();

        // The detector was trained on papers in Chinese and English: what it does not see on other pages says nothing.
        if (sheet.IsMirrored || titles.Count == 0)
        {
            return blocks;
        }

        return [.. blocks.Select(block => block.Kind is not (BlockKind.Paragraph or BlockKind.ListItem) ? block : block with
        {
            TitleScore = titles.Where(title => IsIn(block.Box, title.Box)).Select(title => title.Score).DefaultIfEmpty(0).Max(),
        })];
    }

    private static bool IsIn(Box box, Box title) =>
        box.Overlaps(title) && box.Clip(title).Area >= Inside * box.Area;
}
