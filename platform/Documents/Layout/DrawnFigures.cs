using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>
/// Drawings made of lines leave no image, only their labels. A figure's caption with loose labels or white space above it,
/// and no image near, tells of one: the labels become part of a picture instead of running text.
/// </summary>
internal static class DrawnFigures
{
    private const int MaxLabelChars = 60;

    public static List<LayoutBlock> Find(List<LayoutBlock> blocks, PageContext page)
    {
        var result = new List<LayoutBlock>(blocks.Count);
        foreach (var block in blocks)
        {
            if (block.Kind == BlockKind.Caption && !CaptionPattern.IsOfTable(block.Text) && !HasPictureNear(blocks, block)
                && Figure(result, block, page) is { } figure)
            {
                result.RemoveRange(result.Count - figure.Inside!.Count, figure.Inside.Count);
                result.Add(figure);
            }

            result.Add(block);
        }

        return result;
    }

    private static bool HasPictureNear(List<LayoutBlock> blocks, LayoutBlock caption) => blocks.Any(block =>
        block.Kind is BlockKind.Picture or BlockKind.Table && block.Box.L < caption.Box.R && caption.Box.L < block.Box.R
        && Math.Max(block.Box.T - caption.Box.B, caption.Box.T - block.Box.B) < 60);

    private static LayoutBlock? Figure(List<LayoutBlock> before, LayoutBlock caption, PageContext page)
    {
        var first = before.Count;
        while (first > 0 && before[first - 1].Region == caption.Region && IsLabel(before[first - 1], page))
        {
            first--;
        }

        var labels = before.GetRange(first, before.Count - first);
        var above = first > 0 && before[first - 1].Region == caption.Region ? before[first - 1].Box.B : (double?)null;
        var top = above is { } bottom ? bottom + 2 : labels.Count > 0 ? labels.Min(label => label.Box.T) : caption.Box.T;
        if (caption.Box.T - top < 4 * page.BodySize || (labels.Count < 2 && above is null))
        {
            return null;
        }

        var drawn = new Box(caption.Box.L, top, caption.Box.R, caption.Box.T - 1);
        var box = Box.Around([drawn, .. labels.Select(label => label.Box)]);

        return new LayoutBlock(BlockKind.Picture, box, "") { Region = caption.Region, Inside = labels };
    }

    private static bool IsLabel(LayoutBlock block, PageContext page) =>
        block is { Kind: BlockKind.Paragraph, Edge: PageEdge.None, Lines: <= 2 } && block.Text.Length <= MaxLabelChars
        && block.SizePt < 0.95 * page.BodySize && !(block.Text.Length > 30 && ParagraphBreaks.EndsSentence(block.Text));
}
