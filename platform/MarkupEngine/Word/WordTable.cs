using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Word;

/// <summary>A table's cells where spans put them; rows and cells that were deleted are left out.</summary>
internal static class WordTable
{
    /// <summary>The one cell of a table that is only a frame.</summary>
    public static XElement? Single(XElement table) =>
        Rows(table).SelectMany(Cells).Take(2).ToList() is [var cell] ? cell : null;

    public static TableData Data(WordParts parts, XElement table)
    {
        var builder = new TableBuilder();
        var rows = Rows(table).ToList();
        var heads = HeaderRows(rows);
        // By column: the cell that goes on downwards.
        var merges = new Dictionary<int, TableCell>();
        for (var at = 0; at < rows.Count; at++)
        {
            builder.NextRow();
            var column = rows[at].Child("trPr", "gridBefore").Number("val") ?? 0;
            builder.Skip(column);
            foreach (var cell in Cells(rows[at]))
            {
                var span = Math.Max(1, cell.Child("tcPr", "gridSpan").Number("val") ?? 1);
                var merge = cell.Child("tcPr", "vMerge");
                if (merge is not null && merge.Value("val") != "restart" && merges.TryGetValue(column, out var above)
                    && above.EndRowOffsetIdx == at && above.ColSpan == span)
                {
                    above.EndRowOffsetIdx++;
                    above.RowSpan++;
                    builder.Skip(span);
                }
                else
                {
                    var written = builder.Cell(WordText.Of(parts, cell), 1, span, columnHeader: at < heads);
                    merges.Remove(column);
                    if (merge is not null)
                    {
                        merges[column] = written;
                    }
                }

                column += span;
            }
        }

        return builder.Build();
    }

    // Those that are repeated on every page; else the first, as nearly all tables have it.
    private static int HeaderRows(List<XElement> rows)
    {
        var said = rows.TakeWhile(row => row.Child("trPr", "tblHeader") is { } head && head.IsOn()).Count();
        return said > 0 ? said : rows.Count > 1 ? 1 : 0;
    }

    private static IEnumerable<XElement> Rows(XElement table) =>
        Unwrapped(table, "tr").Where(row => row.Child("trPr", "del") is null);

    private static IEnumerable<XElement> Cells(XElement row) =>
        Unwrapped(row, "tc").Where(cell => cell.Child("tcPr", "cellDel") is null);

    private static IEnumerable<XElement> Unwrapped(XElement parent, string name) => parent.Elements().SelectMany(child =>
        child.Is(name) ? [child] : child.Name() is "sdt" or "sdtContent" or "ins" or "customXml" or "moveTo"
            ? Unwrapped(child, name) : []);
}
