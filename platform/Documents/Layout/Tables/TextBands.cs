namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>
/// Rows of a ruled table that no line parts. Where only the heading and groups of rows are ruled, a column of numbers one
/// below the other between two lines tells that each of them has a row of its own; so does white space that goes through all
/// columns, where it is clearly more than that between lines.
/// </summary>
internal sealed class TextBands
{
    /// <summary>From so many times the distance of two lines on, there is white space between them.</summary>
    private const double GapPitches = 1.6;

    private readonly HashSet<(int Place, int Column)> _floors = [];
    private readonly List<double> _ys;

    private TextBands(double top) => _ys = [top];

    /// <summary>The places of the lines, and those between rows without a line.</summary>
    public double[] Ys => [.. _ys];

    public static TextBands Of(double[] xs, double[] ys, IReadOnlyList<TextRow> text)
    {
        var bands = new TextBands(ys[0]);
        for (var row = 0; row < ys.Length - 1; row++)
        {
            bands.Cut(xs, ys[row], ys[row + 1], text);
            bands._ys.Add(ys[row + 1]);
        }

        return bands;
    }

    /// <summary>Rows part here in this column, though no line is drawn.</summary>
    public bool IsFloor(int place, int column) => _floors.Contains((place, column));

    private void Cut(double[] xs, double top, double bottom, IReadOnlyList<TextRow> text)
    {
        var lines = text.Where(row => row.Box.CenterY >= top && row.Box.CenterY < bottom)
            .OrderBy(row => row.Box.CenterY).ToList();
        var columns = Enumerable.Range(0, xs.Length - 1).Select(column => Filled(lines, xs[column], xs[column + 1])).ToList();
        if (lines.Count < 2)
        {
            return;
        }

        if (columns.Find(column => IsOfNumbers(column, lines, columns)) is not { } numbers)
        {
            CutAtGaps(lines, columns);
            return;
        }

        for (var i = 1; i < numbers.Count; i++)
        {
            var (above, below) = (lines[numbers[i - 1].Line], lines[numbers[i].Line]);
            var between = lines.GetRange(numbers[i - 1].Line, numbers[i].Line - numbers[i - 1].Line + 1);
            var middle = (above.Box.CenterY + below.Box.CenterY) / 2;
            var nearer = between.FindLast(line => line.Box.CenterY <= middle) ?? above;
            var next = between[between.IndexOf(nearer) + 1];
            CutBetween(nearer, next, columns);
        }
    }

    private void CutAtGaps(List<TextRow> lines, List<List<(int Line, string Text)>> columns)
    {
        var pitches = lines.Zip(lines.Skip(1), (above, below) => below.Box.CenterY - above.Box.CenterY).ToList();
        // Some lines have to be close for others to be apart.
        var usual = pitches.Min();
        var cuts = Enumerable.Range(1, lines.Count - 1).Where(line => pitches[line - 1] >= GapPitches * usual).ToList();
        if (usual > 0 && pitches.Count(pitch => pitch < GapPitches * usual) >= cuts.Count && cuts.Exists(BeginsARow))
        {
            cuts.ForEach(line => CutBetween(lines[line - 1], lines[line], columns));
        }

        // The row has a name of its own, and something is said of it: cells of paragraphs have one name for them all.
        bool BeginsARow(int line) => Begins(columns.Find(column => column.Count > 0)!, line)
            && columns.Count(column => Begins(column, line)) > 1;

        static bool Begins(List<(int Line, string Text)> column, int line) =>
            column.Exists(cell => cell.Line == line) && column.Exists(cell => cell.Line < line);
    }

    private void CutBetween(TextRow above, TextRow below, List<List<(int Line, string Text)>> columns)
    {
        foreach (var column in Enumerable.Range(0, columns.Count).Where(column => columns[column].Count > 1))
        {
            _floors.Add((_ys.Count, column));
        }

        _ys.Add((above.Box.CenterY + below.Box.CenterY) / 2);
    }

    private static List<(int Line, string Text)> Filled(List<TextRow> lines, double left, double right)
    {
        var filled = new List<(int, string)>();
        for (var line = 0; line < lines.Count; line++)
        {
            var words = lines[line].Words.Where(word => word.CenterX >= left && word.CenterX < right).ToList();
            if (words.Count > 0)
            {
                filled.Add((line, LineText.Of(words)));
            }
        }

        return filled;
    }

    /// <summary>Of numbers alone, two or more, and another column has its lines at the same heights.</summary>
    private static bool IsOfNumbers(
        List<(int Line, string Text)> column, List<TextRow> lines, List<List<(int Line, string Text)>> columns) =>
        column.Count >= 2 && column.TrueForAll(cell => CellText.IsNumber(cell.Text))
            && columns.Exists(other => other != column && other.Count >= column.Count
                && column.TrueForAll(cell => other.Exists(second => second.Line == cell.Line)))
            && Enumerable.Range(1, column.Count - 1).All(i => lines[column[i].Line].T > lines[column[i - 1].Line].Box.CenterY);
}
