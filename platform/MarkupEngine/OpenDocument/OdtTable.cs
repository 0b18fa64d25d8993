using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.OpenDocument;

/// <summary>A table's cells; rows and cells may stand once for many alike.</summary>
internal static class OdtTable
{
    private const int MaxRepeat = 1_000;

    public static TableData Data(OdtStyles styles, XElement table)
    {
        var builder = new TableBuilder();
        var rows = Rows(table).ToList();
        var heads = rows.Count(row => row.Parent!.Is("table-header-rows"));
        heads = heads == 0 && rows.Count > 1 ? 1 : heads;
        for (var at = 0; at < rows.Count; at++)
        {
            var times = Math.Clamp(rows[at].Number("number-rows-repeated") ?? 1, 1, MaxRepeat);
            for (var time = 0; time < times; time++)
            {
                builder.NextRow();
                WriteCells(builder, styles, rows[at], isHead: at < heads);
            }
        }

        return builder.Build();
    }

    private static void WriteCells(TableBuilder builder, OdtStyles styles, XElement row, bool isHead)
    {
        // Covered cells stand under a span, which the builder knows of.
        foreach (var cell in row.Elements().Where(cell => cell.Is("table-cell")))
        {
            var text = string.Join(' ', cell.Inside("p").Concat(cell.Inside("h")).Select(paragraph => TextOf(styles, paragraph)));
            var times = Math.Clamp(cell.Number("number-columns-repeated") ?? 1, 1, MaxRepeat);
            for (var time = 0; time < times; time++)
            {
                builder.Cell(text, cell.Number("number-rows-spanned") ?? 1, cell.Number("number-columns-spanned") ?? 1, isHead);
            }
        }
    }

    private static string TextOf(OdtStyles styles, XElement paragraph)
    {
        var runs = new OdtRuns(styles);
        runs.Add(paragraph);
        return Runs.TextOf(runs.Take());
    }

    private static IEnumerable<XElement> Rows(XElement parent) => parent.Elements().SelectMany(child => child.Name() switch
    {
        "table-row" => [child],
        "table-header-rows" or "table-rows" or "table-row-group" => Rows(child),
        _ => [],
    });
}
