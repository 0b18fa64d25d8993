using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Golden;

/// <summary>A page's layout as a person reads it, so that a diff tells what changed.</summary>
internal static class LayoutPrinter
{
    public static string Print(IEnumerable<PageLayout> pages)
    {
        var text = new StringBuilder();
        foreach (var page in pages)
        {
            text.Append($"page {page.PageNo}, body {page.BodySizePt} pt{(page.RightToLeft ? ", right to left" : "")}\n");
            for (var i = 0; i < page.Blocks.Count; i++)
            {
                Append(text, page.Blocks[i], $"{i}", 1);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, LayoutBlock block, string name, int depth)
    {
        var indent = new string(' ', 2 * depth);
        text.Append($"{indent}{name} {block.Kind} {Place(block.Box)} region {block.Region}{Facts(block)}\n");
        if (block.Text.Length > 0)
        {
            text.Append($"{indent}  {block.Text.ReplaceLineEndings($"\n{indent}  ")}\n");
        }

        foreach (var cell in block.Table?.Cells ?? [])
        {
            var span = cell is { RowSpan: 1, ColumnSpan: 1 } ? "" : $" spans {cell.RowSpan}x{cell.ColumnSpan}";
            var role = cell.ColumnHeader ? " header" : cell.RowHeader ? " row header" : "";
            text.Append($"{indent}  [{cell.Row},{cell.Column}]{span}{role} {Place(cell.Box)} {cell.Text}\n");
        }

        foreach (var inside in block.Inside ?? [])
        {
            Append(text, inside, "inside", depth + 1);
        }
    }

    private static string Facts(LayoutBlock block)
    {
        string?[] facts =
        [
            block.Lines > 0 ? $"{block.Lines} lines of {block.SizePt} pt" : null,
            block.Bold ? "bold" : null,
            block.Italic ? "italic" : null,
            block.Edge != PageEdge.None ? $"edge {block.Edge}" : null,
            block.GapBeforePt is not 0 and < 1000 ? $"gap {block.GapBeforePt}" : null,
            block.EndsFull ? "ends full" : null,
            block.StartsIndented ? "starts indented" : null,
            block.Marker is { } marker ? $"marker {marker} at {block.IndentPt}" : null,
            block.Enumerated ? "enumerated" : null,
            block.CaptionOf is { } target ? $"caption of {target}" : null,
            block.Table is { } table ? $"{table.Rows} x {table.Columns}" : null,
            block.Table is { IsIndex: true } ? "index" : null,
        ];
        return string.Concat(facts.Where(fact => fact is not null).Select(fact => $", {fact}"));
    }

    private static string Place(Box box) => $"({box.L:0} {box.T:0} {box.R:0} {box.B:0})";
}
