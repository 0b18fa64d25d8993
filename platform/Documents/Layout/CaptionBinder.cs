using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Gives each caption the picture or table next to it.</summary>
internal static class CaptionBinder
{
    public static List<LayoutBlock> Bind(List<LayoutBlock> blocks)
    {
        var bound = new List<LayoutBlock>(blocks);
        var taken = new HashSet<int>();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Kind == BlockKind.Caption && Nearest(blocks, i, taken) is { } target)
            {
                taken.Add(target);
                bound[i] = blocks[i] with { CaptionOf = target };
            }
        }

        return bound;
    }

    private static int? Nearest(List<LayoutBlock> blocks, int caption, HashSet<int> taken)
    {
        var ofTable = CaptionPattern.IsOfTable(blocks[caption].Text);
        var box = blocks[caption].Box;
        var reach = 5 * Math.Max(8, blocks[caption].SizePt);
        (int Index, double Cost)? best = null;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Kind is not (BlockKind.Picture or BlockKind.Table) || taken.Contains(i))
            {
                continue;
            }

            var other = blocks[i].Box;
            var gap = Math.Max(0, Math.Max(other.T - box.B, box.T - other.B));
            var aside = Math.Max(0, Math.Max(other.L - box.R, box.L - other.R));
            // A figure's caption stands below it, a table's above; the other side and the other kind cost more.
            var wrongSide = ofTable ? box.T > other.B - 1 : box.B < other.T + 1;
            var wrongKind = ofTable != (blocks[i].Kind == BlockKind.Table);
            var cost = gap + (2 * aside) + (wrongSide ? reach / 3 : 0) + (wrongKind ? reach / 2 : 0);
            if (gap + aside <= reach && (best is null || cost < best.Value.Cost))
            {
                best = (i, cost);
            }
        }

        return best?.Index;
    }
}
