using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Hosting;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.OpenDocument;

/// <summary>A text document of the OpenDocument format (.odt), changes accepted.</summary>
internal sealed class OdtReader : IUnits
{
    public const string Kind = "OpenDocument text";

    private const string Content = "content.xml";

    private readonly Package _package;

    public OdtReader(string path)
    {
        _package = new Package(path, Kind);
        if (Part("META-INF/manifest.xml") is { } manifest && manifest.Inside("encryption-data").Any())
        {
            throw _package.Encrypted();
        }

        if (!_package.Has(Content))
        {
            throw DocumentFault.Invalid(Kind);
        }
    }

    public int Count => 1;

    public void Write(int unit, Flow flow)
    {
        var content = Part(Content)!;
        var styles = Part("styles.xml");
        OfficeProperties.Write(Part("meta.xml").Child("meta"), flow);
        var body = content.Child("body", "text") ?? throw DocumentFault.Invalid(Kind);
        new OdtBlocks(flow, _package, new OdtStyles(content, styles)).Write(body);
        WriteFurniture(flow, styles, "header", Labels.PageHeader);
        WriteFurniture(flow, styles, "footer", Labels.PageFooter);
    }

    public void Dispose() => _package.Dispose();

    private XElement? Part(string name) =>
        _package.Read(name) is { } content ? PackageXml.Parse(content, Kind, skipsDoctype: true) : null;

    private static void WriteFurniture(Flow flow, XElement? styles, string element, string label)
    {
        flow.Layer = ContentLayers.Furniture;
        foreach (var text in styles.Child("master-styles").Inside(element)
            .SelectMany(part => part.Inside("p")).Select(paragraph => Blanks.Line(paragraph.Value))
            .Where(text => text.Length > 0).Distinct())
        {
            flow.Text(label, [new Run(text)]);
        }

        flow.Layer = ContentLayers.Body;
    }
}
