using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Guided;

/// <summary>
/// Where the rows or the columns of a table lie: the middle one of the edges of all cells that are one row high, or one column
/// wide. A cell that the model saw a little off does no harm then.
/// </summary>
internal sealed class CellBands
{
    private readonly (double From, double To)?[] _bands;

    private CellBands((double From, double To)?[] bands) => _bands = bands;

    public static CellBands Rows(TableStructure table) => new([.. Enumerable.Range(0, table.Rows).Select(row => Band(
        table.Cells.Where(cell => cell.Row == row && cell.RowSpan == 1).Select(cell => (cell.Box.T, cell.Box.B))))]);

    public static CellBands Columns(TableStructure table) => new([.. Enumerable.Range(0, table.Columns).Select(column => Band(
        table.Cells.Where(cell => cell.Column == column && cell.ColumnSpan == 1).Select(cell => (cell.Box.L, cell.Box.R))))]);

    /// <summary>The band that shares most with this stretch, else the nearest; -1 where there is none.</summary>
    public int Nearest(double from, double to)
    {
        var (best, most) = (-1, double.MinValue);
        for (var i = 0; i < _bands.Length; i++)
        {
            // What two stretches do not share is how far they lie apart.
            if (_bands[i] is { } band && Math.Min(to, band.To) - Math.Max(from, band.From) is var shared && shared > most)
            {
                (best, most) = (i, shared);
            }
        }

        return best;
    }

    private static (double, double)? Band(IEnumerable<(double From, double To)> cells)
    {
        var (from, to) = (cells.Select(cell => cell.From).Order().ToList(), cells.Select(cell => cell.To).Order().ToList());
        return from.Count == 0 ? null : (Middle(from), Middle(to));
    }

    private static double Middle(List<double> sorted) =>
        (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
