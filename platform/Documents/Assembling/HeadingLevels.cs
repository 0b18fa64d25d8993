using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Assembling;

/// <summary>Gives headings their levels from type size, weight and numbering over the whole document, and finds the
/// title.</summary>
internal static class HeadingLevels
{
    /// <summary>Markdown has six, and the title takes the first.</summary>
    private const int MaxLevel = 5;

    /// <summary>Larger type further down the page is a signature or a logo.</summary>
    private const double TitleZone = 0.6;

    public static void Assign(IReadOnlyList<PlacedBlock> blocks)
    {
        var headings = new List<PlacedBlock>();
        var finder = HeadingFinder.For(blocks);
        for (var i = 0; i < blocks.Count; i++)
        {
            if (finder.IsHeading(blocks[i], NextOf(blocks, i)))
            {
                headings.Add(blocks[i]);
            }
        }

        HeadingRuns.Drop(headings, blocks, finder);
        if (Title(headings, blocks, finder.BodySize) is { } title)
        {
            title.IsTitle = true;
            headings.Remove(title);
        }

        Rank(headings);
    }

    private static PlacedBlock? NextOf(IReadOnlyList<PlacedBlock> blocks, int index)
    {
        for (var i = index + 1; i < Math.Min(blocks.Count, index + 4); i++)
        {
            if (!blocks[i].IsFurniture)
            {
                return blocks[i];
            }
        }

        return null;
    }

    // The one heading near the start that is set larger than every other.
    private static PlacedBlock? Title(List<PlacedBlock> headings, IReadOnlyList<PlacedBlock> blocks, double bodySize)
    {
        var firstPage = blocks.Count == 0 ? 0 : blocks[0].Page.PageNo;
        var early = headings.TakeWhile(heading => heading.Page.PageNo <= firstPage + 1).Take(6)
            .Where(heading => heading.Block.Box.T < TitleZone * heading.Page.HeightPt).ToList();
        if (early.Count == 0)
        {
            return null;
        }

        var title = early.MaxBy(heading => heading.Block.SizePt)!;
        var others = headings.Where(heading => heading != title).Select(heading => heading.Block.SizePt).DefaultIfEmpty(0).Max();
        return title.Block.SizePt > 1.04 * others && title.Block.SizePt > 1.1 * bodySize ? title : null;
    }

    private static void Rank(List<PlacedBlock> headings)
    {
        var rank = RankOf(headings);

        // Numbering says more than type: "2.1" is one below "2", whatever they look like.
        var numbered = headings.Select(heading => (Heading: heading, Depth: SectionNumber.Depth(heading.Full)))
            .Where(pair => pair.Depth > 0).ToList();
        var shallowest = numbered.Count < 2 ? 0 : numbered.Min(pair => pair.Depth);
        var top = numbered.Count < 2 ? 1
            : numbered.Where(pair => pair.Depth == shallowest).Min(pair => rank[Style.Of(pair.Heading)]);
        var byStyle = numbered.Count < 2 ? [] : numbered.GroupBy(pair => Style.Of(pair.Heading))
            .ToDictionary(group => group.Key, group => top + MostCommon(group.Select(pair => pair.Depth)) - shallowest);
        foreach (var heading in headings)
        {
            var depth = numbered.Count < 2 ? 0 : SectionNumber.Depth(heading.Full);
            var style = Style.Of(heading);
            heading.HeadingLevel =
                Math.Clamp(depth > 0 ? top + depth - shallowest : byStyle.GetValueOrDefault(style, rank[style]), 1, MaxLevel);
        }

        RaiseFirst(headings);
    }

    private static int MostCommon(IEnumerable<int> depths) => depths.CountBy(depth => depth).MaxBy(count => count.Value).Key;

    /// <summary>The larger and heavier the type, the higher the level. Type that only the cover has uses no level up.</summary>
    private static Dictionary<Style, int> RankOf(List<PlacedBlock> headings)
    {
        var first = headings.Count == 0 ? 0 : headings[0].Page.PageNo;
        var rank = new Dictionary<Style, int>();
        var level = 0;
        foreach (var style in headings.GroupBy(Style.Of).OrderByDescending(same => same.Key.Size)
            .ThenByDescending(same => same.Key.Weight))
        {
            var isOfCover = headings[^1].Page.PageNo > first
                && style.All(heading => heading.Page.PageNo == first && !IsOverText(heading));
            rank[style.Key] = isOfCover ? Math.Max(1, level) : Math.Min(MaxLevel, ++level);
        }

        return rank;

        bool IsOverText(PlacedBlock heading) =>
            heading.Page.Blocks.Any(block => block.Lines > 2 && block.Box.T > heading.Block.Box.B);
    }

    /// <summary>What comes before the first heading of the highest level is under none of them.</summary>
    private static void RaiseFirst(List<PlacedBlock> headings)
    {
        var highest = headings.Count == 0 ? 0 : headings.Min(heading => heading.HeadingLevel);
        foreach (var heading in headings.TakeWhile(heading => heading.HeadingLevel > highest))
        {
            heading.HeadingLevel = highest;
        }
    }

    private readonly record struct Style(double Size, int Weight)
    {
        public static Style Of(PlacedBlock placed)
        {
            // OCR sizes scatter by a point or more.
            var step = placed.Page.Source == TextSource.Ocr ? 3 : 0.5;
            var block = placed.Block;
            var capitals = block.Text.Any(char.IsUpper) && !block.Text.Any(char.IsLower);
            return new Style(Math.Round(block.SizePt / step) * step,
                (block.Bold ? 4 : 0) + (capitals ? 2 : 0) - (block.Italic ? 1 : 0));
        }
    }
}
