using System.Xml.Linq;
using AngleSharp.Dom;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Hosting;
using DaprProcessing.MarkupEngine.Html;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Epub;

/// <summary>A book (.epub): its files in the order of its spine, each a unit.</summary>
internal sealed class EpubReader : IUnits
{
    public const string Kind = "EPUB book";

    private readonly Package _package;
    private readonly List<string> _files = [];
    private readonly XElement? _metadata;

    public EpubReader(string path)
    {
        _package = new Package(path, Kind, skipsDoctype: true);
        if (_package.Xml("META-INF/encryption.xml").Inside("EncryptionMethod").Any(IsNoFont))
        {
            throw _package.Encrypted();
        }

        var container = _package.NeedXml("META-INF/container.xml");
        var main = container.Inside("rootfile").Select(file => file.Value("full-path")).OfType<string>().FirstOrDefault()
            ?? throw _package.Invalid();
        var root = _package.NeedXml(main);
        _metadata = root.Child("metadata");
        var items = root.Child("manifest").Children("item").DistinctBy(item => item.Value("id"))
            .ToDictionary(item => item.Value("id") ?? "");
        foreach (var reference in root.Child("spine").Children("itemref"))
        {
            if (reference.Value("idref") is { } id && items.TryGetValue(id, out var item) && item.Value("href") is { } href
                && item.Value("properties")?.Contains("nav", StringComparison.Ordinal) != true
                && PartNames.Resolve(PartNames.FolderOf(main), href) is var part && _package.Has(part))
            {
                _files.Add(part);
            }
        }
    }

    public int Count => _files.Count;

    public void Write(int unit, Flow flow)
    {
        var part = _files[unit - 1];
        if (unit == 1)
        {
            OfficeProperties.Write(_metadata, flow);
        }

        var document = HtmlReader.Parse(_package.Need(part));
        var folder = PartNames.FolderOf(part);
        if (document.Body is { } body)
        {
            flow.Group("chapter", $"chapter-{unit}", () => new HtmlBlocks(flow, PictureAt).Write(body));
        }

        byte[]? PictureAt(string source) =>
            source.Contains("://", StringComparison.Ordinal) ? null : _package.Read(PartNames.Resolve(folder, source));
    }

    public void Dispose() => _package.Dispose();

    // Fonts are often made unreadable for others; that keeps nobody from reading the text.
    private static bool IsNoFont(XElement method) =>
        method.Value("Algorithm") is not ("http://www.idpf.org/2008/embedding" or "http://ns.adobe.com/pdf/enc#RC");
}
