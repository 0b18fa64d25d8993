using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>A stretch of a column: a table, or rows of text.</summary>
internal sealed record ColumnPart(IReadOnlyList<TextRow> Rows, TableLayout? Table, Box Box);

internal static class TableFinder
{
    public static IEnumerable<ColumnPart> Cut(IReadOnlyList<TextRow> rows, PageContext page)
    {
        if (rows.Count > 0)
        {
            yield return new ColumnPart(rows, null, rows[0].Box);
        }
    }
}
