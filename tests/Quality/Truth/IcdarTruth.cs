using System.Xml.Linq;
using DaprProcessing.Quality.Scoring;

namespace DaprProcessing.Quality.Truth;

/// <summary>The tables of a document as the ICDAR 2013 competition has them: <c>NAME-str.xml</c>.</summary>
internal static class IcdarTruth
{
    public static IReadOnlyList<Grid> Read(string path) =>
        [.. XDocument.Load(path).Descendants("region")
            .Select(region => new Grid([.. region.Elements("cell").Select(ToCell)])).Where(grid => grid.Cells.Count > 0)];

    private static GridCell ToCell(XElement cell)
    {
        var (row, column) = (Number(cell, "start-row", 0), Number(cell, "start-col", 0));
        return new GridCell(
            row, column, Number(cell, "end-row", row), Number(cell, "end-col", column), cell.Element("content")?.Value ?? "");
    }

    private static int Number(XElement cell, string name, int otherwise) => (int?)cell.Attribute(name) ?? otherwise;
}
