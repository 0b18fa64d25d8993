using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Hosting;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Slides;

/// <summary>A presentation (.pptx): a slide is a page. Hidden slides are kept apart as invisible, speaker notes as
/// notes.</summary>
internal sealed class SlideReader : IUnits
{
    public const string Kind = "PowerPoint presentation";

    private const double EmusPerPoint = 12_700;
    private const double DefaultWidth = 9_144_000, DefaultHeight = 6_858_000;

    private readonly Package _package;
    private readonly List<string> _slides = [];
    private readonly PageItemSize _size;

    public SlideReader(string path)
    {
        _package = new Package(path, Kind);
        var main = new Relations(_package, "").OfType("officeDocument") ?? throw _package.Invalid();
        var root = _package.NeedXml(main);
        var relations = new Relations(_package, main);
        var size = root.Child("sldSz");
        _size = new PageItemSize(Points(size.Long("cx") ?? DefaultWidth), Points(size.Long("cy") ?? DefaultHeight));
        foreach (var slide in root.Child("sldIdLst").Children("sldId"))
        {
            // Its own id is a number without a namespace; the part's has one.
            var id = slide.Attributes()
                .FirstOrDefault(known => known.Name.LocalName == "id" && known.Name.NamespaceName.Length > 0);
            if (relations.Part(id?.Value) is { } part && _package.Has(part))
            {
                _slides.Add(part);
            }
        }
    }

    public int Count => _slides.Count;

    public void Write(int unit, Flow flow)
    {
        var part = _slides[unit - 1];
        var root = _package.NeedXml(part);
        var relations = new Relations(_package, part);
        if (unit == 1)
        {
            OfficeProperties.Write(_package, flow);
        }

        var layer = root.Value("show") == "0" ? ContentLayers.Invisible : ContentLayers.Body;
        flow.Layer = layer;
        flow.Document.Pages[unit] = new PageItem(_size, unit);
        flow.Group("slide", $"slide-{unit}", () =>
        {
            var shapes = new SlideShapes(
                flow, _package, relations, new SlideLayout(_package, relations), new SlidePlaces(unit, _size));
            shapes.Write(root.Child("cSld", "spTree"));
            WriteNotes(flow, relations, unit);
        });
        flow.Layer = ContentLayers.Body;
    }

    public void Dispose() => _package.Dispose();

    public static double Points(double emus) => Math.Round(emus / EmusPerPoint, 2);

    // The slide's picture and its number stand on the notes' page, too.
    private void WriteNotes(Flow flow, Relations relations, int unit)
    {
        if (relations.OfType("notesSlide") is not { } part || _package.Xml(part) is not { } notes)
        {
            return;
        }

        var own = new Relations(_package, part);
        flow.Layer = ContentLayers.Notes;
        flow.Place = new SlidePlaces(unit, _size).Whole;
        foreach (var shape in notes.Inside("sp").Where(
            shape => shape.Child("nvSpPr", "nvPr", "ph").Value("type") is null or "body"))
        {
            foreach (var paragraph in shape.Child("txBody").Children("p"))
            {
                if (DrawingText.Runs(paragraph, own) is { Count: > 0 } runs)
                {
                    flow.Text(Labels.Text, runs);
                }
            }
        }

        flow.Place = null;
    }
}
