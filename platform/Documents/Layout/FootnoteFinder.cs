using System.Text.RegularExpressions;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Marks small print at the foot of a column that starts with a note's mark.</summary>
internal static partial class FootnoteFinder
{
    public static List<LayoutBlock> Mark(List<LayoutBlock> blocks, PageContext page)
    {
        var marked = new List<LayoutBlock>(blocks);
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            var block = blocks[i];
            var small = block.SizePt > 0 && block.SizePt < 0.93 * page.BodySize;
            var isText = block.Kind is BlockKind.Paragraph or BlockKind.ListItem;
            if (small && isText && block.Box.T > 0.5 * page.Height && NothingLargeBelow(blocks, i, page)
                && Pattern().IsMatch(Full(block)))
            {
                marked[i] = block with { Kind = BlockKind.Footnote, Text = Full(block), Marker = null };
            }
        }

        return marked;
    }

    private static string Full(LayoutBlock block) => block.Marker is null ? block.Text : $"{block.Marker} {block.Text}";

    private static bool NothingLargeBelow(List<LayoutBlock> blocks, int index, PageContext page)
    {
        var box = blocks[index].Box;
        return !blocks.Any(other => other.Edge == PageEdge.None && other.Kind is BlockKind.Paragraph or BlockKind.ListItem
            && other.Box.T > box.B && other.Box.L < box.R && box.L < other.Box.R && other.SizePt >= 0.93 * page.BodySize);
    }

    [GeneratedRegex(
        @"^(?:\d{1,3}(?=[\s\p{Lu}])|\(?\d{1,3}\)|\[\d{1,3}\]|[*†‡§¶#]+|[¹²³⁴-⁹⁰]+|[a-z]\s)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
