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
        _package = new Package(path, Kind, skipsDoctype: true);
        if (_package.Xml("META-INF/manifest.xml").Inside("encryption-data").Any())
        {
            throw _package.Encrypted();
        }

        if (!_package.Has(Content))
        {
            throw _package.Invalid();
        }
    }

    public int Count => 1;

    public void Write(int unit, Flow flow)
    {
        var content = _package.NeedXml(Content);
        var styles = _package.Xml("styles.xml");
        OfficeProperties.Write(_package.Xml("meta.xml").Child("meta"), flow);
        var body = content.Child("body", "text") ?? throw _package.Invalid();
        new OdtBlocks(flow, _package, new OdtStyles(content, styles)).Write(body);
        WriteFurniture(flow, styles, "header", Labels.PageHeader);
        WriteFurniture(flow, styles, "footer", Labels.PageFooter);
    }

    public void Dispose() => _package.Dispose();

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
