using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Chunking;

/// <summary>A table as text: by sentences that say row, column and value, or as Markdown.</summary>
internal static class TableText
{
    public static string Of(TableData data, bool asMarkdown)
    {
        var grid = data.Grid;
        return grid.Length == 0 ? "" : asMarkdown ? Markdown(grid) : Sentences(grid);
    }

    private static string Markdown(TableCell[][] grid) => string.Join(
        '\n', [Row(grid[0]), $"|{string.Concat(grid[0].Select(_ => " - |"))}", .. grid.Skip(1).Select(Row)]);

    private static string Row(TableCell[] row) =>
        $"|{string.Concat(row.Select(cell => $" {Line(cell).Replace("|", "&#124;", StringComparison.Ordinal)} |"))}";

    // Out of its table, a cell means nothing without its row's and its column's name.
    private static string Sentences(TableCell[][] grid)
    {
        if (grid.Length == 1 || grid[0].Length == 1)
        {
            return string.Join('\n', grid.Select(row => string.Join(", ", row.Distinct().Select(Line))));
        }

        return string.Join(". ", grid.Skip(1).Select(row => string.Join(
            ". ", row.Skip(1).Select((cell, index) => $"{Line(row[0])}, {Line(grid[0][index + 1])} = {Line(cell)}"))));
    }

    private static string Line(TableCell cell) => cell.Text.ReplaceLineEndings(" ");
}
