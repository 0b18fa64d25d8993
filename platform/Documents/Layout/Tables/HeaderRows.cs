namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>Marks the heading row of a table.</summary>
internal static class HeaderRows
{
    public static List<CellLayout> Mark(List<CellLayout> cells, IReadOnlyList<TextRow> rows, int known = 0)
    {
        var headers = known > 0 ? known : IsHeader(cells, rows) ? 1 : 0;
        // A heading cell that spans columns has its own sub-headings below.
        if (headers == 1 && known == 0 && cells.Any(cell => cell is { Row: 0, ColumnSpan: > 1 }) && RowIsWords(cells, 1))
        {
            headers = 2;
        }

        return [.. cells.Select(cell => cell with { ColumnHeader = cell.Row < headers })];
    }

    private static bool IsHeader(List<CellLayout> cells, IReadOnlyList<TextRow> rows)
    {
        var first = cells.Where(cell => cell.Row == 0 && cell.Text.Length > 0).ToList();
        if (first.Count == 0)
        {
            return false;
        }

        var top = first.Min(cell => cell.Box.T) - 1;
        var bottom = first.Max(cell => cell.Box.B) + 1;
        var bold = rows.Where(row => row.T >= top && row.B <= bottom)
            .Select(row => row.Share(word => word.Bold)).DefaultIfEmpty(0).Average();
        return bold > 0.6 || RowIsWords(cells, 0);
    }

    private static bool RowIsWords(List<CellLayout> cells, int row)
    {
        var texts = cells.Where(cell => cell.Row == row && cell.Text.Length > 0).Select(cell => cell.Text).ToList();
        return texts.Count > 0
            && texts.Skip(1).All(text => !CellText.IsNumeric(text) || (text.Length == 4 && text.All(char.IsDigit)))
            && texts.Max(text => text.Length) < 80;
    }
}
