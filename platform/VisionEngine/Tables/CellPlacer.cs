using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.VisionEngine.Tables;

/// <summary>
/// Puts the cells of a table, as HTML has them, into rows and columns: each into the first free place of its row.
/// </summary>
internal sealed class CellPlacer
{
    private const int MaxColumns = 200;

    private readonly List<StructureCell> _cells = [];

    /// <summary>By column, the first row in which nothing from above stands there.</summary>
    private readonly int[] _freeFrom = new int[MaxColumns];

    private int _row = -1;
    private int _headerRows;
    private bool _inHeader;
    private (Box Box, int Rows, int Columns)? _open;

    public void Read(string token, Box box)
    {
        if (_open is not null && token is not ("</td>" or ">"))
        {
            var rows = TableTokens.Span(token, "rowspan");
            var columns = TableTokens.Span(token, "colspan");
            if (rows is not null || columns is not null)
            {
                _open = (_open.Value.Box, rows ?? _open.Value.Rows, columns ?? _open.Value.Columns);
                return;
            }
        }

        if (token != ">")
        {
            Close();
        }

        switch (token)
        {
            case "<thead>" or "</thead>":
                _inHeader = token == "<thead>";
                break;
            case "<tr>":
                _row++;
                _headerRows = _inHeader ? _row + 1 : _headerRows;
                break;
            case TableTokens.Cell:
                Place(box, 1, 1);
                break;
            case TableTokens.OpenCell:
                _open = (box, 1, 1);
                break;
        }
    }

    public TableStructure ToStructure(double score, bool isWhole)
    {
        Close();
        // A span may not go past the last row.
        var rows = _row + 1;
        var cells = _cells.Select(cell => cell with { RowSpan = Math.Min(cell.RowSpan, rows - cell.Row) }).ToList();
        var columns = cells.Select(cell => cell.Column + cell.ColumnSpan).DefaultIfEmpty(0).Max();
        return new TableStructure(rows, columns, cells, _headerRows, score, isWhole);
    }

    private void Close()
    {
        if (_open is { } cell)
        {
            _open = null;
            Place(cell.Box, cell.Rows, cell.Columns);
        }
    }

    private void Place(Box box, int rows, int columns)
    {
        _row = Math.Max(0, _row);
        var column = Array.FindIndex(_freeFrom, free => free <= _row);
        if (column < 0)
        {
            return;
        }

        var end = column;
        while (end < Math.Min(MaxColumns, column + columns) && _freeFrom[end] <= _row)
        {
            _freeFrom[end++] = _row + rows;
        }

        _cells.Add(new StructureCell(_row, column, rows, end - column, box));
    }
}
