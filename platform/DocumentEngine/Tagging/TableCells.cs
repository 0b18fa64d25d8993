using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Tagging;

/// <summary>
/// Gives the cells of a tagged table their places, row by row. A cell stands in the first column that is free: those that cells
/// of rows above span are not. Rows and cells that have nothing on the page are no elements of it; of such a cell its place among
/// the others is known, and that it takes a column.
/// </summary>
/// <param name="number">Of the table, from 1.</param>
internal sealed class TableCells(int number)
{
    private const int MaxColumns = 500;

    // Of each column, the first row that it is free in.
    private readonly List<int> _free = [];
    private int _row = -1;
    private int _column;
    private int _cells;

    public void NextRow()
    {
        _row++;
        (_column, _cells) = (0, 0);
    }

    /// <param name="place">Among the cells of its row, from 0.</param>
    /// <returns>Null where it stands in no row, or too far out.</returns>
    public TagCell? Take(int place, CellAttributes attributes)
    {
        if (_row < 0 || place >= MaxColumns)
        {
            return null;
        }

        for (; _cells < place; _cells++)
        {
            Place(1, 1);
        }

        _cells++;
        var column = Place(attributes.RowSpan, attributes.ColumnSpan);
        return column >= MaxColumns ? null
            : new TagCell(number, _row, column, attributes.RowSpan, attributes.ColumnSpan) { Header = attributes.Header };
    }

    private int Place(int rows, int columns)
    {
        while (_column < _free.Count && _free[_column] > _row)
        {
            _column++;
        }

        var first = _column;
        for (; _column < Math.Min(first + columns, MaxColumns); _column++)
        {
            if (_column == _free.Count)
            {
                _free.Add(0);
            }

            _free[_column] = _row + rows;
        }

        return first;
    }
}
