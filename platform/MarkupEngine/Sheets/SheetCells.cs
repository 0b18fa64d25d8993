using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Sheets;

/// <summary>The cells of a sheet that say something, read in one pass; how far the sheet claims to reach is not asked.</summary>
internal sealed class SheetCells
{
    private const int MaxCells = 400_000;
    private const int MaxMerges = 50_000;
    private const int MaxCovered = 2_000_000;
    private const int LettersOfTheAlphabet = 26;
    private const int MaxRow = 1_048_576, MaxColumn = 16_384;

    private readonly SortedDictionary<int, SortedDictionary<int, string>> _rows = [];
    private readonly Dictionary<(int Row, int Column), CellArea> _merges = [];
    private readonly HashSet<(int Row, int Column)> _covered = [];
    private readonly IReadOnlyList<string> _strings;
    private readonly SheetFormats _formats;
    private int _cells;

    public SheetCells(byte[] sheet, IReadOnlyList<string> strings, SheetFormats formats)
    {
        (_strings, _formats) = (strings, formats);
        try
        {
            using var reader = PackageXml.Reader(sheet);
            Read(reader);
        }
        catch (XmlException)
        {
            throw DocumentFault.Invalid(SheetReader.Kind);
        }

        Cover();
    }

    public int Rows { get; private set; }

    public int Columns { get; private set; }

    public string this[int row, int column] =>
        _rows.TryGetValue(row, out var cells) && cells.TryGetValue(column, out var text) ? text : "";

    public IEnumerable<(int Row, IEnumerable<int> Columns)> ByRow() =>
        _rows.Select(row => (row.Key, row.Value.Keys.AsEnumerable()));

    /// <summary>Hidden under a merged cell.</summary>
    public bool IsCovered(int row, int column) => _covered.Contains((row, column));

    public (int Rows, int Columns) SpanOf(int row, int column) => _merges.TryGetValue((row, column), out var area)
        ? (area.Bottom - area.Top + 1, area.Right - area.Left + 1) : (1, 1);

    public bool IsSingle(CellArea area) =>
        SpanOf(area.Top, area.Left) == (area.Bottom - area.Top + 1, area.Right - area.Left + 1)
            && this[area.Top, area.Left].Length > 0;

    /// <summary>The text of a shared or inline string; how it is pronounced is left out.</summary>
    public static string TextOf(XElement text) =>
        string.Concat(text.Elements().Where(part => part.Name() is "t" or "r")
            .SelectMany(part => part.Is("t") ? [part] : part.Children("t"))
            .Select(part => part.Value));

    private void Read(XmlReader reader)
    {
        var (row, column) = (0, 0);
        while (!reader.EOF)
        {
            PackageXml.CheckDepth(reader);
            if (reader.NodeType != XmlNodeType.Element)
            {
                reader.Read();
            }
            else if (reader.LocalName == "row")
            {
                row = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number : row + 1;
                column = 0;
                reader.Read();
            }
            else if (reader.LocalName == "c")
            {
                (var at, column) = Place(reader.GetAttribute("r")) ?? (row, column + 1);
                using var inner = reader.ReadSubtree();
                Add(at, column, XElement.Load(inner));
                reader.Read();
            }
            else
            {
                if (reader.LocalName == "mergeCell")
                {
                    AddMerge(reader.GetAttribute("ref"));
                }

                reader.Read();
            }
        }
    }

    private void Add(int row, int column, XElement cell)
    {
        var text = TextOfCell(cell);
        if (text.Length == 0 || row is < 1 or > MaxRow || column is < 1 or > MaxColumn)
        {
            return;
        }

        if (++_cells > MaxCells)
        {
            throw new DocumentFault(FailureCodes.ResourceLimit, $"A sheet has more than {MaxCells} cells.");
        }

        var cells = _rows.TryGetValue(row, out var known) ? known : _rows[row] = [];
        cells[column] = text;
        (Rows, Columns) = (Math.Max(Rows, row), Math.Max(Columns, column));
    }

    private string TextOfCell(XElement cell)
    {
        var value = cell.Child("v")?.Value ?? "";
        return cell.Value("t") switch
        {
            "s" => int.TryParse(value, out var index) && index >= 0 && index < _strings.Count ? _strings[index] : "",
            "inlineStr" => cell.Child("is") is { } text ? TextOf(text) : "",
            "b" => value == "1" ? "TRUE" : value == "0" ? "FALSE" : value,
            "str" or "e" or "d" => value,
            _ => value.Length == 0 ? "" : _formats.Show(value, cell.Number("s") ?? 0),
        };
    }

    private void AddMerge(string? reference)
    {
        if (reference?.Split(':') is [var first, var last] && Place(first) is var (top, left)
            && Place(last) is var (bottom, right)
            && top <= bottom && left <= right && bottom <= MaxRow && right <= MaxColumn && _merges.Count < MaxMerges)
        {
            _merges.TryAdd((top, left), new CellArea(top, left, bottom, right));
        }
    }

    // Only where there is text to cover: a merge may claim the whole sheet.
    private void Cover()
    {
        foreach (var (place, area) in _merges.ToList())
        {
            var (bottom, right) = (
                Math.Min(area.Bottom, Math.Max(Rows, area.Top)), Math.Min(area.Right, Math.Max(Columns, area.Left)));
            if (this[place.Row, place.Column].Length == 0 || _covered.Count > MaxCells)
            {
                _merges.Remove(place);
                continue;
            }

            _merges[place] = area with { Bottom = bottom, Right = right };
            if (_covered.Count + ((long)(bottom - area.Top + 1) * (right - area.Left + 1)) > MaxCovered)
            {
                throw new DocumentFault(
                    FailureCodes.ResourceLimit, $"A sheet has more than {MaxCovered} cells under merged ones.");
            }

            for (var row = area.Top; row <= bottom; row++)
            {
                for (var column = area.Left; column <= right; column++)
                {
                    if ((row, column) != place && _covered.Add((row, column)) && _rows.TryGetValue(row, out var cells))
                    {
                        cells.Remove(column);
                    }
                }
            }
        }
    }

    private static (int Row, int Column)? Place(string? reference)
    {
        var (column, at) = (0, 0);
        for (; at < reference?.Length && char.IsAsciiLetter(reference[at]) && column < MaxColumn; at++)
        {
            column = (column * LettersOfTheAlphabet) + char.ToUpperInvariant(reference[at]) - 'A' + 1;
        }

        return at > 0 && int.TryParse(reference.AsSpan(at), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            ? (row, column) : null;
    }
}
