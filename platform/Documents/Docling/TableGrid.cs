namespace DaprProcessing.Documents.Docling;

public static class TableGrid
{
    /// <summary>A document from outside may claim any size; past this many positions there is no grid.</summary>
    public const long MaxPositions = 4_000_000;

    internal static TableCell[][] Of(TableData data)
    {
        if (data.NumRows <= 0 || data.NumCols <= 0 || (long)data.NumRows * data.NumCols > MaxPositions)
        {
            return [];
        }

        var grid = new TableCell[data.NumRows][];
        for (var row = 0; row < grid.Length; row++)
        {
            grid[row] = new TableCell[data.NumCols];
        }

        foreach (var cell in data.TableCells)
        {
            for (var row = Math.Max(0, cell.StartRowOffsetIdx); row < Math.Min(cell.EndRowOffsetIdx, data.NumRows); row++)
            {
                for (var col = Math.Max(0, cell.StartColOffsetIdx); col < Math.Min(cell.EndColOffsetIdx, data.NumCols); col++)
                {
                    grid[row][col] = cell;
                }
            }
        }

        FillHoles(grid);
        return grid;
    }

    private static void FillHoles(TableCell[][] grid)
    {
        for (var row = 0; row < grid.Length; row++)
        {
            for (var col = 0; col < grid[row].Length; col++)
            {
                grid[row][col] ??= new TableCell
                {
                    StartRowOffsetIdx = row, EndRowOffsetIdx = row + 1, StartColOffsetIdx = col, EndColOffsetIdx = col + 1,
                };
            }
        }
    }
}
