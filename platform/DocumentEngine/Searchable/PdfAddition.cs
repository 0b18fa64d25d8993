using System.Globalization;
using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.Engines.Protocol;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>
/// Adds text layers to a PDF as an incremental update: the original's bytes stay as they are, and after them come the layers, the
/// font, and the dictionaries of the pages that got one. Annotations, outline, form, attachments and whatever else there is are
/// the original's own.
/// </summary>
internal sealed class PdfAddition
{
    private readonly PdfDocument _pdf;
    private readonly ParsedPdf _parsed;
    private readonly PdfObjects _objects;
    private readonly GlyphlessFont _font = new();
    private readonly int _fontNumber;
    private readonly HashSet<IndirectReference> _done = [];
    private int _pages;
    private int _words;
    private int? _firstPageNo;

    private PdfAddition(PdfDocument pdf, ParsedPdf parsed, PdfObjects objects)
    {
        (_pdf, _parsed, _objects) = (pdf, parsed, objects);
        _fontNumber = objects.Reserve();
    }

    public static SearchableReply Write(PdfDocument pdf, EngineRequest request, IEnumerable<PageText> layers, string output)
    {
        if (pdf.IsEncrypted)
        {
            throw new DocumentFault(
                FailureCodes.EncryptedDocument, "The document is encrypted: no text layer is added to it.");
        }

        using var parsed = ParsedPdf.Open(request.Path);
        File.Copy(request.Path, output, overwrite: true);
        using var file = new FileStream(output, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 64 << 10);
        file.Position = file.Length;
        file.Write("\n"u8);
        var objects = new PdfObjects(file, parsed.NextNumber, parsed.Origin);
        var addition = new PdfAddition(pdf, parsed, objects);
        foreach (var page in layers)
        {
            addition.Add(page);
        }

        var reply = new SearchableReply(pdf.Pages, addition._pages, addition._words, addition._firstPageNo);
        if (addition._pages == 0)
        {
            // Nothing to add: the original, to the last byte.
            file.SetLength(new FileInfo(request.Path).Length);
            return reply;
        }

        addition._font.Write(objects, addition._fontNumber);
        parsed.End(objects);
        return reply;
    }

    private void Add(PageText text)
    {
        if (text.PageNo > _parsed.Pages.Count || _parsed.Pages[text.PageNo - 1] is not { } node)
        {
            throw new DocumentFault(FailureCodes.InvalidDocument, $"Page {text.PageNo} cannot be found to add to it.");
        }

        // One page that stands in the tree twice gets one layer.
        if (!_done.Add(node.Reference))
        {
            return;
        }

        var unit = _pdf.UnitOf(text.PageNo);
        using var page = _pdf.Page(text.PageNo);
        text = text.Reason == PageText.ReasonRequested ? ToldWords.LeaveOut(text, _pdf) : text;
        var fonts = Dictionary(Dictionary(node.Resources)?.Data.GetValueOrDefault("Font"));
        var name = FreeName(fonts);
        var content = TextLayer.Write(text, _font, name, PageSpace.Of(text, page, unit), 1 / unit, out var words);
        if (words == 0)
        {
            return;
        }

        var layer = _objects.AddStream("", Encoding.ASCII.GetBytes(content));
        _objects.Write(node.Reference.ObjectNumber, PageWith(node, layer, name, fonts), node.Reference.Generation);
        (_pages, _words) = (_pages + 1, _words + words);
        _firstPageNo ??= text.PageNo;
    }

    /// <summary>
    /// The page's own dictionary but for its contents and its fonts. The layer comes first: what the page's content does to the
    /// coordinates, and leaves undone, cannot move it.
    /// </summary>
    private string PageWith(PageNode node, int layer, string name, DictionaryToken? fonts)
    {
        var page = new StringBuilder("<<");
        Append(node.Dictionary, except: ["Contents", "Resources"]);
        page.Append("/Resources <<");
        Append(Dictionary(node.Resources), except: ["Font"]);
        page.Append("/Font <<");
        Append(fonts, except: []);
        page.Append(CultureInfo.InvariantCulture, $"/{name} {_fontNumber} 0 R>>>>\n/Contents [{layer} 0 R");
        foreach (var content in Contents(node.Dictionary.Data.GetValueOrDefault("Contents")))
        {
            page.Append(' ').Append(PdfTokens.Write(content));
        }

        return page.Append("]>>").ToString();

        void Append(DictionaryToken? entries, string[] except)
        {
            foreach (var (key, value) in entries?.Data.Where(entry => !except.Contains(entry.Key)) ?? [])
            {
                page.Append(PdfTokens.Write(NameToken.Create(key))).Append(' ').Append(PdfTokens.Write(value)).Append('\n');
            }
        }
    }

    private IEnumerable<IToken> Contents(IToken? token) => PageNodes.Resolve(_parsed.Document, token) switch
    {
        ArrayToken array => array.Data.Where(part => part is IndirectReferenceToken),
        StreamToken when token is IndirectReferenceToken => [token],
        _ => [],
    };

    private DictionaryToken? Dictionary(IToken? token) => PageNodes.Resolve(_parsed.Document, token) as DictionaryToken;

    private static string FreeName(DictionaryToken? fonts)
    {
        var name = "DaprText";
        for (var i = 2; fonts?.Data.ContainsKey(name) == true; i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"DaprText{i}");
        }

        return name;
    }
}
