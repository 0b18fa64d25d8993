using System.Globalization;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>
/// The grid of a chart looks like the lines of a table, its labels like a few cells. What tells it is its scale: numbers at equal
/// distances down one side, each as much more than the last.
/// </summary>
internal static class ChartAxis
{
    private const int FewestMarks = 4;

    /// <summary>A table whose rows are numbered so has something in most of its cells.</summary>
    private const double MostFilled = 0.5;
    private const double MostCells = 0.7;
    private const double Even = 0.15;

    public static bool IsIn(TableLayout table)
    {
        var last = table.Columns - 1;
        var filled = table.Cells.Where(cell => cell.Text.Length > 0).ToList();
        var between = filled.Where(cell => cell.Column > 0 && cell.Column + cell.ColumnSpan <= last)
            .Sum(cell => cell.RowSpan * cell.ColumnSpan);
        return between <= MostFilled * table.Rows * Math.Max(0, table.Columns - 2)
            && filled.Count <= MostCells * table.Rows * table.Columns
            && (IsScale(filled.Where(cell => cell.Column == 0)) || IsScale(filled.Where(
                cell => cell.Column + cell.ColumnSpan > last)));
    }

    private static bool IsScale(IEnumerable<CellLayout> cells)
    {
        var marks = cells.OrderBy(cell => cell.Row).Select(cell => (cell.Row, Value: Number(cell.Text))).ToList();
        var rest = marks.FindAll(mark => mark.Value is not null);
        if (rest.Count < FewestMarks || rest.Count < marks.Count - 1)
        {
            return false;
        }

        var steps = rest.Zip(rest.Skip(1), (one, next) => next.Value!.Value - one.Value!.Value).Order().ToList();
        var usual = steps[steps.Count / 2];
        return usual != 0 && steps.Count(step => Math.Abs(step - usual) <= Even * Math.Abs(usual)) * 4 >= steps.Count * 3;
    }

    private static double? Number(string text) =>
        double.TryParse(text.TrimEnd('%', ' ').Replace(",", "", StringComparison.Ordinal), NumberStyles.Float,
            CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
