using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;

namespace DaprProcessing.MarkupEngine.Packages;

/// <summary>Pictures and charts of Office drawings. A picture that is only linked is said to be there, and never
/// fetched.</summary>
internal static class OfficePictures
{
    /// <param name="drawing">What holds it.</param>
    public static void Write(Flow flow, Package package, Relations relations, XElement drawing,
        IReadOnlyList<Run>? caption = null)
    {
        var description = drawing.DescendantsAndSelf().Where(element => element.Is("docPr") || element.Is("cNvPr"))
            .Select(element => element.Value("descr")).FirstOrDefault(text => !string.IsNullOrEmpty(text));
        foreach (var id in Ids(drawing))
        {
            var content = relations.Part(id) is { } part ? package.Read(part) : null;
            flow.Picture(content, description, caption);
            caption = null;
        }

        foreach (var chart in drawing.Inside("chart").Select(chart => relations.Part(chart.Value("id"))).OfType<string>())
        {
            OfficeChart.Write(flow, package, chart, description);
        }

        foreach (var data in drawing.Inside("relIds").Select(diagram => relations.Part(diagram.Value("dm"))).OfType<string>())
        {
            WriteDiagram(flow, package, data);
        }
    }

    private static IEnumerable<string> Ids(XElement drawing) => drawing.DescendantsAndSelf()
        .Where(element => (element.Is("blip") || element.Is("imagedata"))
            && !element.Ancestors().Any(outer => outer.Is("Fallback")))
        .Select(element => element.Value("embed") ?? element.Value("link") ?? element.Value("id")).OfType<string>();

    // The text in the boxes of a diagram, as a list.
    private static void WriteDiagram(Flow flow, Package package, string part)
    {
        flow.Group(Labels.List, "diagram", () =>
        {
            foreach (var point in package.Xml(part).Inside("pt"))
            {
                var said = string.Join(
                    ' ', point.Inside("p").Select(paragraph => string.Concat(paragraph.Inside("t").Select(text => text.Value))));
                if (Runs.Of(said) is { Count: > 0 } runs)
                {
                    flow.ListItem(runs, enumerated: false, "-");
                }
            }
        });
    }
}
