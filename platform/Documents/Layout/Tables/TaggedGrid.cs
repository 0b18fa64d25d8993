using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>The cells of a table as its tags tell them: whether that can be true, and the table they make.</summary>
internal sealed class TaggedGrid
{
    private const int FewestCells = 4;

    /// <summary>Letters of a cell, on average; where there are more, the page is laid out with the table.</summary>
    private const double MostLetters = 160;

    /// <summary>Of the smaller of two cells, what may lie in the other.</summary>
    private const double MostCommonArea = 0.2;

    /// <summary>Of the rows, those without a first cell; where there are more, each line was taken for a row.</summary>
    private const double MostHeadless = 0.35;

    /// <summary>Of the letters, those of rows with one cell, a title above all aside; where there are more, the page is laid out
    /// with the table, too.</summary>
    private const double MostAlone = 0.5;

    /// <summary>Places of rows and columns for each cell; a table is not so empty.</summary>
    private const int MostPlaces = 20;

    private readonly List<TaggedCell> _cells;

    // Rows whose first cell has nothing beside it.
    private readonly HashSet<int> _loneRows;

    // Rows and columns that hold something: those that do not, or are on another page, are left out.
    private readonly List<int> _rows;
    private readonly List<int> _columns;

    public TaggedGrid(IEnumerable<TaggedCell> cells)
    {
        _cells = [.. cells.OrderBy(cell => cell.Tag.Row).ThenBy(cell => cell.Tag.Column)];
        _rows = Places(cell => cell.Tag.Row);
        _columns = Places(cell => cell.Tag.Column);
        _loneRows = [.. _cells.GroupBy(cell => cell.Tag.Row)
            .Where(row => row.Count() == 1 && row.First().Tag.Column == _columns[0]).Select(row => row.Key)];
        Box = Box.Around(_cells.Select(cell => cell.Box));
        Words = _cells.Sum(cell => cell.Words);
    }

    public Box Box { get; }

    public int Words { get; }

    /// <summary>Its cells stand as their rows and columns say, and say no more than cells do.</summary>
    public bool IsTable => _cells.Count >= FewestCells && _cells.Average(cell => cell.Letters) <= MostLetters
        && InOrder(_cells.Where(cell => cell.Tag.RowSpan == 1), cell => cell.Tag.Row, cell => cell.Box.CenterY)
        && InOrder(
            _cells.Where(cell => cell.Tag.ColumnSpan == 1 && !_loneRows.Contains(cell.Tag.Row)),
            cell => cell.Tag.Column, cell => cell.Box.CenterX)
        && Headless() <= MostHeadless * _rows.Count && _rows.Count * _columns.Count <= MostPlaces * _cells.Count
        && _cells.Where(cell => cell.Tag.Row != _rows[0] && _loneRows.Contains(cell.Tag.Row)).Sum(cell => cell.Letters)
            <= MostAlone * _cells.Sum(cell => cell.Letters)
        && !Overlap();

    /// <returns>Null where cells that span are in each other's place.</returns>
    public TableLayout? ToLayout(PageContext page)
    {
        var other = _cells.Find(cell => !cell.IsHeading);
        var heads = other is null ? _rows.Count : _rows.BinarySearch(other.Tag.Row);
        var cells = _cells.ConvertAll(cell => ToCell(cell, heads, page));
        var taken = new HashSet<(int, int)>();
        return !cells.TrueForAll(cell => Places(cell).All(taken.Add)) ? null : new TableLayout(
            _rows.Count, _columns.Count,
            _cells.Exists(cell => cell.IsHeading) ? cells : HeaderRows.Mark(cells, [.. _cells.SelectMany(cell => cell.Lines)]));
    }

    /// <param name="heads">Rows from the top that hold nothing but headings.</param>
    private CellLayout ToCell(TaggedCell cell, int heads, PageContext page)
    {
        var (row, column) = (_rows.BinarySearch(cell.Tag.Row), _columns.BinarySearch(cell.Tag.Column));
        var headsRow = cell.Tag.Header is TagHeader.Row or TagHeader.Both
            || (cell.Tag.Header == TagHeader.Unsaid && row >= heads);
        var headsColumn = cell.Tag.Header is TagHeader.Column or TagHeader.Both || (cell.IsHeading && !headsRow);
        return new CellLayout(
            row, column, End(_rows, cell.Tag.Row + cell.Tag.RowSpan) - row, EndColumn(cell) - column, cell.Box,
            CellText.Of(cell.Lines, page), headsColumn, headsRow);
    }

    /// <summary>A cell alone in its row spans what it stands over, though it does not say so.</summary>
    private int EndColumn(TaggedCell cell)
    {
        var end = End(_columns, cell.Tag.Column + cell.Tag.ColumnSpan);
        if (_loneRows.Contains(cell.Tag.Row))
        {
            end = _cells.Where(other => other.Tag.Column > cell.Tag.Column && !_loneRows.Contains(other.Tag.Row)
                    && other.Box.L < cell.Box.R)
                .Select(other => _columns.BinarySearch(other.Tag.Column) + 1).Append(end).Max();
        }

        return end;
    }

    /// <summary>Rows or columns: there are two at least, and each lies past the one before it.</summary>
    private static bool InOrder(IEnumerable<TaggedCell> cells, Func<TaggedCell, int> line, Func<TaggedCell, double> middle)
    {
        var lines = cells.GroupBy(line).OrderBy(line => line.Key)
            .Select(line => (First: line.Min(middle), Last: line.Max(middle))).ToList();
        return lines.Count > 1 && lines.Zip(lines.Skip(1), (before, next) => before.Last < next.First).All(isPast => isPast);
    }

    private int Headless()
    {
        var headed = new HashSet<int>(_loneRows);
        foreach (var cell in _cells.Where(cell => cell.Tag.Column == _columns[0]))
        {
            headed.UnionWith(_rows.Where(row => row >= cell.Tag.Row && row < cell.Tag.Row + cell.Tag.RowSpan));
        }

        return _rows.Count - headed.Count;
    }

    private bool Overlap()
    {
        var open = new List<TaggedCell>();
        foreach (var cell in _cells.OrderBy(cell => cell.Box.T))
        {
            open.RemoveAll(other => other.Box.B <= cell.Box.T);
            if (open.Exists(other =>
                other.Box.CommonArea(cell.Box) > MostCommonArea * Math.Min(other.Box.Area, cell.Box.Area)))
            {
                return true;
            }

            open.Add(cell);
        }

        return false;
    }

    private static IEnumerable<(int Row, int Column)> Places(CellLayout cell) =>
        from row in Enumerable.Range(cell.Row, cell.RowSpan)
        from column in Enumerable.Range(cell.Column, cell.ColumnSpan)
        select (row, column);

    private List<int> Places(Func<TaggedCell, int> place) => [.. _cells.Select(place).Distinct().Order()];

    /// <summary>How many of the places come before this one.</summary>
    private static int End(List<int> places, int end) =>
        places.BinarySearch(end) is >= 0 and var at ? at : ~places.BinarySearch(end);
}
