namespace DaprProcessing.Documents.Layout;

/// <summary>Right-to-left pages are analysed in a mirror; this turns the result back.</summary>
internal static class Mirroring
{
    public static LayoutBlock Back(LayoutBlock block, double width) => block with
    {
        Box = PageWords.Mirror(block.Box, width),
        Inside = block.Inside?.Select(inner => Back(inner, width)).ToList(),
        Table = block.Table is null
            ? null
            : block.Table with { Cells = [.. block.Table.Cells.Select(cell => cell with { Box = PageWords.Mirror(cell.Box, width) })] },
    };
}
