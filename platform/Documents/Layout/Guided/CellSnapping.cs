using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Layout.Guided;

/// <summary>
/// Puts the words of a table into the rows and columns that a model read from its picture. Every word comes to stand somewhere:
/// none is lost, whatever the model saw.
/// </summary>
internal static class CellSnapping
{
    /// <summary>Words that stand nearer are one piece of text, which goes into one cell.</summary>
    private const double PieceEm = 0.45;

    /// <returns>Null where fewer than two rows or two columns hold any text.</returns>
    public static TableLayout? Read(TableStructure structure, IReadOnlyList<TextRow> rows, PageContext page)
    {
        var (down, across) = (CellBands.Rows(structure), CellBands.Columns(structure));
        var owners = Owners(structure);
        var cells = new Dictionary<StructureCell, List<TextRow>>();
        foreach (var row in rows)
        {
            foreach (var cell in Fragments.Of(row, PieceEm * row.Size).GroupBy(piece => At(piece, down, across, owners)))
            {
                // Pieces of one line in one cell are one line of it.
                var line = new TextRow([.. cell.SelectMany(piece => piece.Words)]);
                if (!cells.TryAdd(cell.Key, [line]))
                {
                    cells[cell.Key].Add(line);
                }
            }
        }

        return Compact(cells, structure.HeaderRows, rows, page);
    }

    private static StructureCell At(
        TextRow piece, CellBands down, CellBands across, Dictionary<(int Row, int Column), StructureCell> owners)
    {
        var (row, column) = (Math.Max(0, down.Nearest(piece.T, piece.B)), Math.Max(0, across.Nearest(piece.L, piece.R)));
        return owners.TryGetValue((row, column), out var cell) ? cell
            : owners[(row, column)] = new StructureCell(row, column, 1, 1, default);
    }

    private static Dictionary<(int Row, int Column), StructureCell> Owners(TableStructure structure)
    {
        var owners = new Dictionary<(int, int), StructureCell>();
        foreach (var cell in structure.Cells)
        {
            for (var row = cell.Row; row < cell.Row + cell.RowSpan; row++)
            {
                for (var column = cell.Column; column < cell.Column + cell.ColumnSpan; column++)
                {
                    owners.TryAdd((row, column), cell);
                }
            }
        }

        return owners;
    }

    /// <summary>Rows and columns in which nothing begins are left out.</summary>
    private static TableLayout? Compact(
        Dictionary<StructureCell, List<TextRow>> cells, int headerRows, IReadOnlyList<TextRow> rows, PageContext page)
    {
        var usedRows = cells.Keys.Select(cell => cell.Row).Distinct().Order().ToList();
        var usedColumns = cells.Keys.Select(cell => cell.Column).Distinct().Order().ToList();
        if (usedRows.Count < 2 || usedColumns.Count < 2)
        {
            return null;
        }

        var layout = cells.Select(cell => new CellLayout(
            usedRows.IndexOf(cell.Key.Row), usedColumns.IndexOf(cell.Key.Column),
            usedRows.Count(row => row >= cell.Key.Row && row < cell.Key.Row + cell.Key.RowSpan),
            usedColumns.Count(column => column >= cell.Key.Column && column < cell.Key.Column + cell.Key.ColumnSpan),
            Box.Around(cell.Value.Select(line => line.Box)), CellText.Of(cell.Value, page))).ToList();
        var known = usedRows.Count(row => row < headerRows);
        return new TableLayout(
            usedRows.Count, usedColumns.Count, HeaderRows.Mark(layout, rows, known < usedRows.Count ? known : 0));
    }
}
