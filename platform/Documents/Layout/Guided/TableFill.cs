namespace DaprProcessing.Documents.Layout.Guided;

/// <summary>How much of a table says something.</summary>
internal static class TableFill
{
    /// <summary>The share of its places that a cell with text takes, 0 to 1.</summary>
    public static double Of(TableLayout table) =>
        table.Cells.Sum(cell => cell.Text.Length == 0 ? 0.0 : cell.RowSpan * cell.ColumnSpan)
            / Math.Max(1, table.Rows * table.Columns);
}
