using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

internal static class TableConversion
{
    /// <summary>Cells in rows from the top, as readers of the format expect them.</summary>
    public static TableData ToData(TableLayout layout, PageLayout page) => new()
    {
        NumRows = layout.Rows,
        NumCols = layout.Columns,
        TableCells = [.. layout.Cells.OrderBy(cell => cell.Row).ThenBy(cell => cell.Column).Select(cell => ToCell(cell, page))],
    };

    private static TableCell ToCell(CellLayout cell, PageLayout page) => new()
    {
        Bbox = cell.Box is { Width: <= 0, Height: <= 0 } ? null : new BoundingBox(
            Math.Round(Math.Max(0, cell.Box.L), 3), Math.Round(Math.Max(0, cell.Box.T), 3),
            Math.Round(Math.Min(page.WidthPt, cell.Box.R), 3), Math.Round(Math.Min(page.HeightPt, cell.Box.B), 3)),
        RowSpan = cell.RowSpan,
        ColSpan = cell.ColumnSpan,
        StartRowOffsetIdx = cell.Row,
        EndRowOffsetIdx = cell.Row + cell.RowSpan,
        StartColOffsetIdx = cell.Column,
        EndColOffsetIdx = cell.Column + cell.ColumnSpan,
        Text = cell.Text,
        ColumnHeader = cell.ColumnHeader,
        RowHeader = cell.RowHeader,
    };
}
