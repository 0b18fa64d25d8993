namespace DaprProcessing.Contracts.Pages;

/// <summary>Rows, columns and cells of a table as a model reads them from its picture, without any text.</summary>
/// <param name="Cells">In the order they were read; none overlaps another.</param>
/// <param name="HeaderRows">How many rows the model calls the table's head.</param>
/// <param name="Score">Mean probability of what was read, 0 to 1.</param>
/// <param name="IsWhole">The model came to the table's end.</param>
public sealed record TableStructure(
    int Rows, int Columns, IReadOnlyList<StructureCell> Cells, int HeaderRows, double Score, bool IsWhole)
{
    /// <summary>The same table with its boxes somewhere else.</summary>
    public TableStructure Map(Func<Box, Box> map) =>
        this with { Cells = [.. Cells.Select(cell => cell with { Box = map(cell.Box) })] };
}

public sealed record StructureCell(int Row, int Column, int RowSpan, int ColumnSpan, Box Box);
