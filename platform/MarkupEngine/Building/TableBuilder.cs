using DaprProcessing.Contracts.Problems;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.MarkupEngine.Building;

/// <summary>A table row by row: cells take the next place that no span from above or from the left has taken.</summary>
internal sealed class TableBuilder
{
    private const int MaxColumns = 4_000;
    private const int MaxSpan = 4_000;
    private const int MaxCells = 400_000;

    private readonly List<TableCell> _cells = [];

    /// <summary>By column: the row up to which a span from above reaches.</summary>
    private readonly List<int> _taken = [];

    private int _row = -1;
    private int _column;

    public void NextRow()
    {
        _row++;
        _column = 0;
    }

    public void Skip(int columns) => _column += Math.Clamp(columns, 0, MaxSpan);

    public TableCell Cell(string text, int rowSpan = 1, int columnSpan = 1, bool columnHeader = false, bool rowHeader = false)
    {
        while (_column < _taken.Count && _taken[_column] > _row)
        {
            _column++;
        }

        var (rows, columns) = (Math.Clamp(rowSpan, 1, MaxSpan), Math.Clamp(columnSpan, 1, MaxSpan));
        // A span ends where one from above stands in its way.
        var room = 1;
        while (room < columns && (_column + room >= _taken.Count || _taken[_column + room] <= _row))
        {
            room++;
        }

        if (_column + room > MaxColumns || _cells.Count >= MaxCells)
        {
            throw new DocumentFault(
                FailureCodes.ResourceLimit, $"A table has more than {MaxColumns} columns or {MaxCells} cells.");
        }

        var cell = new TableCell
        {
            Text = text, StartRowOffsetIdx = _row, EndRowOffsetIdx = _row + rows, RowSpan = rows,
            StartColOffsetIdx = _column, EndColOffsetIdx = _column + room, ColSpan = room,
            ColumnHeader = columnHeader, RowHeader = rowHeader,
        };
        _cells.Add(cell);
        for (var column = _column; column < _column + room; column++)
        {
            while (_taken.Count <= column)
            {
                _taken.Add(0);
            }

            _taken[column] = _row + rows;
        }

        _column += room;
        return cell;
    }

    /// <summary>Spans that reach past the last row end with it.</summary>
    public TableData Build()
    {
        var (rows, columns) = (_row + 1, _taken.Count);
        if ((long)rows * columns > TableGrid.MaxPositions)
        {
            throw new DocumentFault(FailureCodes.ResourceLimit, $"A table has more than {TableGrid.MaxPositions} places.");
        }

        foreach (var cell in _cells.Where(cell => cell.EndRowOffsetIdx > rows))
        {
            (cell.EndRowOffsetIdx, cell.RowSpan) = (rows, rows - cell.StartRowOffsetIdx);
        }

        return new TableData { TableCells = _cells, NumRows = rows, NumCols = columns };
    }
}
