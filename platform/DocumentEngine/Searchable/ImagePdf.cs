using System.Globalization;
using System.Numerics;
using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Images;
using DaprProcessing.DocumentEngine.Searchable.Archival;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>A PDF of the pictures of an image document, each a page with the words that were read on it.</summary>
internal sealed class ImagePdf
{
    /// <summary>Longer sides need a larger unit than a point.</summary>
    private const double MaxSide = 14_400;

    private const double DefaultWidthPt = 595, DefaultHeightPt = 842;
    private const string FontName = "DaprText";

    private readonly ImageDocument _image;
    private readonly PdfObjects _objects;
    private readonly GlyphlessFont _font = new();
    private readonly int _fontNumber;
    private readonly int _tree;
    private readonly string _temporary;
    private int _pages;
    private int _words;
    private int? _firstPageNo;

    private ImagePdf(ImageDocument image, PdfObjects objects, string temporary)
    {
        (_image, _objects, _temporary) = (image, objects, temporary);
        (_tree, _fontNumber) = (objects.Reserve(), objects.Reserve());
    }

    /// <param name="request">As PDF/A-2b, if it says so.</param>
    public static SearchableReply Write(
        ImageDocument image, EngineRequest request, IEnumerable<PageText> layers, string output)
    {
        using var file = new FileStream(output, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 64 << 10);
        var pdf = new ImagePdf(image, PdfObjects.NewFile(file), output + ".png");
        var count = image.Probe().Sizes.Length / 2;
        using var texts = layers.GetEnumerator();
        var text = texts.MoveNext() ? texts.Current : null;
        var kids = new List<int>(count);
        for (var pageNo = 1; pageNo <= count; pageNo++)
        {
            while (text is not null && text.PageNo < pageNo)
            {
                text = texts.MoveNext() ? texts.Current : null;
            }

            kids.Add(pdf.AddPage(pageNo, text?.PageNo == pageNo ? text : null));
        }

        pdf.End(kids, request);
        return new SearchableReply(count, pdf._pages, pdf._words, pdf._firstPageNo);
    }

    private int AddPage(int pageNo, PageText? text)
    {
        var (width, height) = (DefaultWidthPt, DefaultHeightPt);
        int? picture = null;
        try
        {
            (width, height) = _image.SizeOf(pageNo);
            picture = PdfPicture.Add(_objects, _image, pageNo, _temporary);
        }
        catch (DocumentFault)
        {
            // A picture that is damaged leaves its page empty, so that the others keep their numbers.
        }

        var unit = Math.Max(1, Math.Ceiling(Math.Max(width, height) / MaxSide));
        (width, height) = (width / unit, height / unit);
        var layer = "";
        var words = 0;
        if (text is not null)
        {
            var toPage = PageSpace.Displayed(text) * Matrix3x2.CreateScale((float)(1 / unit))
                * new Matrix3x2(1, 0, 0, -1, 0, (float)height);
            layer = TextLayer.Write(text, _font, FontName, toPage, 1 / unit, out words);
            (_pages, _words) = (_pages + Math.Sign(words), _words + words);
            _firstPageNo ??= words > 0 ? pageNo : null;
        }

        var shown = picture is null ? "" : string.Create(
            CultureInfo.InvariantCulture, $"q {width:0.###} 0 0 {height:0.###} 0 0 cm /Im Do Q\n");
        var content = _objects.AddStream("", Encoding.ASCII.GetBytes(layer + shown));
        var pictures = picture is null ? "" : $"/XObject << /Im {picture} 0 R >> ";
        return _objects.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"<< /Type /Page /Parent {_tree} 0 R /MediaBox [0 0 {width:0.###} {height:0.###}] "
            + $"{(unit > 1 ? $"/UserUnit {unit:0} " : "")}"
            + $"/Resources << {pictures}/Font << /{FontName} {_fontNumber} 0 R >> >> /Contents {content} 0 R >>"));
    }

    private void End(List<int> kids, EngineRequest request)
    {
        _font.Write(_objects, _fontNumber);
        _objects.Write(
            _tree, $"<< /Type /Pages /Count {kids.Count} /Kids [{string.Join(' ', kids.Select(kid => $"{kid} 0 R"))}] >>");
        var entries = request.IsArchival ? PdfaCatalog.Add(_objects) : "";
        var catalog = _objects.Add($"<< /Type /Catalog /Pages {_tree} 0 R {entries}>>");
        var identifier = request.IsArchival ? PdfaCatalog.IdentifierOf(request.Path, request.LayersPath!) : "";
        new PdfEnding(_objects, $"/Root {catalog} 0 R {identifier}").WriteTable(previous: null);
    }
}
