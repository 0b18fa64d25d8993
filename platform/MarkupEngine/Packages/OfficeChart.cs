using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;

namespace DaprProcessing.MarkupEngine.Packages;

/// <summary>A chart as a picture without an image, and its numbers as a table after it.</summary>
internal static class OfficeChart
{
    public static void Write(Flow flow, Package package, string part, string? description)
    {
        if (package.Xml(part) is not { } chart)
        {
            return;
        }

        var title = string.Concat(chart.Child("chart", "title").Inside("t").Select(text => text.Value));
        flow.Picture(null, description, Runs.Of(title), Labels.Chart);

        var series = chart.Inside("ser").Select(Series.Of).ToList();
        if (series.Count == 0 || series.TrueForAll(one => one.Values.Count == 0))
        {
            return;
        }

        var table = new TableBuilder();
        table.NextRow();
        foreach (var head in series.Select(one => one.Name).Prepend(""))
        {
            table.Cell(head, columnHeader: true);
        }

        for (var row = 0; row < series.Max(one => one.Values.Count); row++)
        {
            table.NextRow();
            table.Cell(series.Select(one => one.Categories.ElementAtOrDefault(row)).FirstOrDefault(name => name is not null)
                ?? "", rowHeader: true);
            foreach (var one in series)
            {
                table.Cell(one.Values.ElementAtOrDefault(row) ?? "");
            }
        }

        flow.Table(table.Build());
    }

    private sealed record Series(string Name, IReadOnlyList<string> Categories, IReadOnlyList<string> Values)
    {
        public static Series Of(XElement series) => new(
            string.Concat(Points(series.Child("tx"))), Points(series.Child("cat") ?? series.Child("xVal")),
            Points(series.Child("val") ?? series.Child("yVal")));

        private static List<string> Points(XElement? element) =>
            [.. element.Inside("pt").Select(point => Blanks.Line(point.Child("v")?.Value ?? ""))];
    }
}
