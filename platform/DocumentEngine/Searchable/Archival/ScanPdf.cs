using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.Engines.Protocol;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Searchable.Archival;

/// <summary>
/// A scan as PDF/A-2b: a new file with the original's pictures, to the last byte, and the words over them. An update of the
/// original would keep whatever its parts break of the standard's rules on the file itself.
/// </summary>
internal sealed class ScanPdf
{
    private const int MaxDepth = 8;
    private const string FontName = "DaprText";

    private readonly PdfDocument _pdf;
    private readonly ParsedPdf _parsed;
    private readonly PdfObjects _objects;
    private readonly GlyphlessFont _font = new();
    private readonly int _tree;
    private readonly int _fontNumber;
    private readonly Dictionary<IndirectReference, int> _pictures = [];
    private int _pages;
    private int _words;
    private int? _firstPageNo;

    private ScanPdf(PdfDocument pdf, ParsedPdf parsed, PdfObjects objects)
    {
        (_pdf, _parsed, _objects) = (pdf, parsed, objects);
        (_tree, _fontNumber) = (objects.Reserve(), objects.Reserve());
    }

    public static SearchableReply Write(PdfDocument pdf, EngineRequest request, IEnumerable<PageText> layers, string output)
    {
        if (pdf.IsEncrypted)
        {
            throw ScanCheck.Refused("it is encrypted");
        }

        using var parsed = ParsedPdf.Open(request.Path);
        ScanCheck.Catalog(parsed.Document.Structure.Catalog.CatalogDictionary);
        using var file = new FileStream(output, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 64 << 10);
        var scan = new ScanPdf(pdf, parsed, PdfObjects.NewFile(file));
        var texts = layers.ToDictionary(layer => layer.PageNo);
        List<int> kids = [.. Enumerable.Range(1, parsed.Pages.Count).Select(pageNo => scan.AddPage(pageNo, texts))];
        scan.End(kids, PdfaCatalog.IdentifierOf(request.Path, request.LayersPath!));
        return new SearchableReply(kids.Count, scan._pages, scan._words, scan._firstPageNo);
    }

    private int AddPage(int pageNo, Dictionary<int, PageText> texts)
    {
        var node = _parsed.Pages[pageNo - 1] ?? throw ScanCheck.Refused("a page is no object of its own");
        ScanCheck.Page(node.Dictionary, Resolve);
        var content = new MemoryStream();
        if (texts.TryGetValue(pageNo, out var text))
        {
            using var page = _pdf.Page(pageNo);
            var unit = _pdf.UnitOf(pageNo);
            var layer = TextLayer.Write(text, _font, FontName, PageSpace.Of(text, page, unit), 1 / unit, out var words);
            (_pages, _words) = (_pages + Math.Sign(words), _words + words);
            _firstPageNo ??= words > 0 ? pageNo : null;
            content.Write(Encoding.ASCII.GetBytes(layer));
        }

        var parsedPage = _parsed.Document.GetPage(pageNo);
        content.Write("q\n"u8);
        foreach (var operation in ScanCheck.Content(parsedPage.Operations))
        {
            operation.Write(content);
        }

        content.Write("\nQ\n"u8);
        var stream = _objects.AddStream("", content.GetBuffer().AsSpan(0, (int)content.Length));
        var entries = new StringBuilder($"<< /Type /Page /Parent {_tree} 0 R /Contents {stream} 0 R /Resources << ");
        entries.Append($"/XObject << {Pictures(node)}>> /Font << /{FontName} {_fontNumber} 0 R >> >> ");
        foreach (var key in (string[])["MediaBox", "CropBox", "Rotate", "UserUnit"])
        {
            if (Inherited(node.Dictionary, key) is { } value)
            {
                entries.Append($"/{key} {PdfTokens.Write(Direct(value, 0))} ");
            }
        }

        return _objects.Add(entries.Append(">>").ToString());
    }

    private string Pictures(PageNode node)
    {
        var pictures = new StringBuilder();
        var resources = Resolve(node.Resources) as DictionaryToken;
        var named = Resolve(resources?.Data.GetValueOrDefault("XObject")) as DictionaryToken;
        foreach (var (name, token) in named?.Data ?? new Dictionary<string, IToken>())
        {
            if (token is not IndirectReferenceToken reference || Resolve(token) is not StreamToken picture)
            {
                throw ScanCheck.Refused("a picture is missing");
            }

            if (!_pictures.TryGetValue(reference.Data, out var number))
            {
                var entries = ScanCheck.Picture(picture.StreamDictionary, Resolve)
                    .Select(entry => $"/{entry.Key} {PdfTokens.Write(Direct(entry.Value, 0))}");
                using var data = new MemoryStream(picture.Data.ToArray());
                _pictures[reference.Data] = number = _objects.AddStream(
                    $"/Type /XObject /Subtype /Image {string.Join(' ', entries)}", data, data.Length);
            }

            pictures.Append(PdfTokens.Write(NameToken.Create(name))).Append($" {number} 0 R ");
        }

        return pictures.ToString();
    }

    private void End(List<int> kids, string identifier)
    {
        _font.Write(_objects, _fontNumber);
        _objects.Write(
            _tree, $"<< /Type /Pages /Count {kids.Count} /Kids [{string.Join(' ', kids.Select(kid => $"{kid} 0 R"))}] >>");
        var catalog = _objects.Add($"<< /Type /Catalog /Pages {_tree} 0 R {PdfaCatalog.Add(_objects)}>>");
        new PdfEnding(_objects, $"/Root {catalog} 0 R {identifier}").WriteTable(previous: null);
    }

    private IToken? Inherited(DictionaryToken node, string key)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            if (node.Data.TryGetValue(key, out var value))
            {
                return value;
            }

            if (key == "UserUnit" || Resolve(node.Data.GetValueOrDefault("Parent")) is not DictionaryToken parent)
            {
                return null;
            }

            node = parent;
        }

        return null;
    }

    /// <summary>The new file has none of the old one's numbers.</summary>
    private IToken Direct(IToken token, int depth) => Resolve(token) switch
    {
        _ when depth > MaxDepth => throw ScanCheck.Refused("its parts are nested too deep"),
        ArrayToken array => new ArrayToken([.. array.Data.Select(item => Direct(item, depth + 1))]),
        DictionaryToken dictionary => new DictionaryToken(dictionary.Data.ToDictionary(
            entry => NameToken.Create(entry.Key), entry => Direct(entry.Value, depth + 1))),
        StreamToken or null => throw ScanCheck.Refused("a picture's entry is a stream or missing"),
        var plain => plain,
    };

    private IToken? Resolve(IToken? token) => PageNodes.Resolve(_parsed.Document, token);
}
