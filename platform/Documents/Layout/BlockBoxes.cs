using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Pages are analysed in a mirror (right to left) or straightened (scans that lay askew); this takes the result's boxes
/// back.</summary>
internal static class BlockBoxes
{
    public static LayoutBlock Map(LayoutBlock block, Func<Box, Box> back) => block with
    {
        Box = back(block.Box),
        Inside = block.Inside?.Select(inner => Map(inner, back)).ToList(),
        Table = block.Table is null ? null
            : block.Table with { Cells = [.. block.Table.Cells.Select(cell => cell with { Box = back(cell.Box) })] },
    };
}
