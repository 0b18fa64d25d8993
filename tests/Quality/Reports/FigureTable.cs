using System.Globalization;

namespace DaprProcessing.Quality.Reports;

/// <summary>Writes figures as a Markdown table.</summary>
internal static class FigureTable
{
    public static void Write(TextWriter writer, IReadOnlyList<Figure> figures, IReadOnlyList<string> readers)
    {
        writer.WriteLine($"| set | measure | {string.Join(" | ", readers)} | goal |");
        writer.WriteLine($"|---|---|{string.Concat(readers.Select(_ => "---|"))}---|");
        foreach (var figure in figures)
        {
            var values = readers.Select(reader => figure.Values.TryGetValue(reader, out var value)
                ? value.ToString(figure.Format, CultureInfo.InvariantCulture) : "–");
            writer.WriteLine($"| {figure.Set} | {figure.Measure} | {string.Join(" | ", values)} | {figure.Goal} |");
        }
    }
}
