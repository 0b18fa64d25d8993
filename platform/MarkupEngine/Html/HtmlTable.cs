using System.Globalization;
using AngleSharp.Dom;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;

namespace DaprProcessing.MarkupEngine.Html;

/// <summary>A table's cells where spans put them; a table in a cell is text of the cell.</summary>
internal static class HtmlTable
{
    /// <summary>A frame for something else, not a table: of one cell, or said to be.</summary>
    public static bool IsLayout(IElement table) =>
        table.GetAttribute("role") is "presentation" or "none" || Rows(table).SelectMany(Cells).Take(2).Count() < 2;

    public static IReadOnlyList<Run>? Caption(IElement table) =>
        table.Children.FirstOrDefault(child => child.LocalName == "caption") is { } caption
            && Runs.Of(HtmlNames.TextOf(caption)) is { Count: > 0 } runs ? runs : null;

    public static TableData Data(IElement table)
    {
        var builder = new TableBuilder();
        var isFirst = true;
        foreach (var row in Rows(table))
        {
            builder.NextRow();
            var cells = Cells(row).ToList();
            var isHeader = row.ParentElement?.LocalName == "thead"
                || (isFirst && cells.TrueForAll(cell => cell.LocalName == "th"));
            foreach (var cell in cells)
            {
                builder.Cell(
                    Blanks.Line(HtmlNames.TextOf(cell)), Span(cell, "rowspan"), Span(cell, "colspan"),
                    columnHeader: isHeader, rowHeader: !isHeader && cell.LocalName == "th");
            }

            isFirst = false;
        }

        return builder.Build();
    }

    private static IEnumerable<IElement> Rows(IElement table) => table.Children.Where(part => !HtmlNames.IsLeftOut(part))
        .SelectMany(part => part.LocalName switch
        {
            "tr" => [part],
            "thead" or "tbody" or "tfoot" => part.Children.Where(row => row.LocalName == "tr" && !HtmlNames.IsLeftOut(row)),
            _ => Enumerable.Empty<IElement>(),
        });

    private static IEnumerable<IElement> Cells(IElement row) =>
        row.Children.Where(cell => cell.LocalName is "td" or "th" && !HtmlNames.IsLeftOut(cell));

    private static int Span(IElement cell, string name) =>
        int.TryParse(cell.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var span) && span > 0
            ? span : 1;
}
