using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Small print at the rim of a picture (a drawing's image is often smaller than the drawing) belongs to the
/// picture.</summary>
internal static class StrayLabels
{
    private const int MaxLabelChars = 60;
    private const double ReachPt = 10;

    public static List<LayoutBlock> Absorb(List<LayoutBlock> blocks, PageContext page)
    {
        var pictures = new Dictionary<LayoutBlock, List<LayoutBlock>>(ReferenceEqualityComparer.Instance);
        var halfPage = 0.5 * page.Width * page.Height;
        foreach (var picture in blocks.Where(block => block.Kind == BlockKind.Picture && block.Box.Area <= halfPage))
        {
            pictures[picture] = [.. picture.Inside ?? []];
        }

        if (pictures.Count is 0 or > 100)
        {
            return blocks;
        }

        var kept = new List<LayoutBlock>(blocks.Count);
        foreach (var block in blocks)
        {
            var picture = IsLabel(block, page)
                ? pictures.Keys.FirstOrDefault(candidate => Reaches(candidate.Box, block.Box)) : null;
            if (picture is null)
            {
                kept.Add(block);
            }
            else
            {
                pictures[picture].Add(block);
            }
        }

        return [.. kept.Select(block => pictures.TryGetValue(block, out var labels) && labels.Count > 0
            ? block with { Inside = labels, Box = Box.Around([block.Box, .. labels.Select(label => label.Box)]) } : block)];
    }

    private static bool IsLabel(LayoutBlock block, PageContext page) =>
        block is { Kind: BlockKind.Paragraph, Edge: PageEdge.None, Lines: 1 } && block.Text.Length <= MaxLabelChars
        && block.SizePt < 0.9 * page.BodySize && !ParagraphBreaks.EndsSentence(block.Text);

    private static bool Reaches(Box picture, Box label)
    {
        var (x, y) = (label.CenterX, label.CenterY);
        return x > picture.L - ReachPt && x < picture.R + ReachPt && y > picture.T - ReachPt && y < picture.B + ReachPt;
    }
}
