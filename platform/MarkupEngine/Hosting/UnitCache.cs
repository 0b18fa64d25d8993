using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.MarkupEngine.Epub;
using DaprProcessing.MarkupEngine.Html;
using DaprProcessing.MarkupEngine.OpenDocument;
using DaprProcessing.MarkupEngine.Sheets;
using DaprProcessing.MarkupEngine.Slides;
using DaprProcessing.MarkupEngine.Texts;
using DaprProcessing.MarkupEngine.Word;

namespace DaprProcessing.MarkupEngine.Hosting;

/// <summary>The document that was used last: its units come one after the other.</summary>
internal sealed class UnitCache
{
    private (string Path, string MediaType, long Bytes, DateTime Written) _key;
    private IUnits? _document;

    public IUnits Open(EngineRequest request)
    {
        var file = new FileInfo(request.Path);
        var key = (request.Path, request.MediaType, file.Length, file.LastWriteTimeUtc);
        if (_document is not null && _key == key)
        {
            return _document;
        }

        _document?.Dispose();
        _document = null;
        _document = New(request.Path, request.MediaType);
        _key = key;
        return _document;
    }

    private static IUnits New(string path, string mediaType) => mediaType switch
    {
        MediaTypes.PlainText => new PlainTextReader(TextFile.Read(path)),
        MediaTypes.Markdown => new MarkdownReader(TextFile.Read(path)),
        MediaTypes.Csv => new CsvReader(TextFile.Read(path)),
        MediaTypes.Html => new HtmlReader(File.ReadAllBytes(path)),
        MediaTypes.Docx => new WordReader(path),
        MediaTypes.Pptx => new SlideReader(path),
        MediaTypes.Xlsx => new SheetReader(path),
        MediaTypes.Odt => new OdtReader(path),
        MediaTypes.Epub => new EpubReader(path),
        _ => throw new DocumentFault(
            FailureCodes.UnsupportedMediaType, "The engine reads text, Markdown, HTML, CSV, DOCX, PPTX, XLSX, ODT and EPUB."),
    };
}
