using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Images;
using DaprProcessing.DocumentEngine.Native.Pdfium;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// Keeps the last document open: pages are asked for one by one, and opening a large file costs more than a page.
/// </summary>
internal sealed class DocumentCache
{
    private (string Path, string MediaType, string? Password, bool Second, long Bytes, DateTime Written) _key;
    private OpenDocument? _document;

    public OpenDocument Open(EngineRequest request)
    {
        // Of images, too: some are decoded by it.
        PdfiumLibrary.Start();
        var file = new FileInfo(request.Path);
        if (!file.Exists)
        {
            throw new DocumentFault(FailureCodes.SourceMissing, "The document's file is not there.");
        }

        var key = (request.Path, request.MediaType, request.Password, request.Second, file.Length, file.LastWriteTimeUtc);
        if (_document is not null && key == _key)
        {
            return _document;
        }

        _document?.Dispose();
        _document = null;
        if (file.Length == 0)
        {
            throw new DocumentFault(FailureCodes.EmptyFile, "The file is empty.");
        }

        _document = request.MediaType switch
        {
            MediaTypes.Pdf when request.Second => SecondOpinion.Open(request.Path, request.Password),
            MediaTypes.Pdf => OpenPdf(request),
            var image when MediaTypes.IsImage(image) => ImageDocument.Open(request.Path, image),
            _ => throw new DocumentFault(
                FailureCodes.UnsupportedMediaType, "The engine reads PDF, PNG, JPEG, TIFF, WebP, GIF, BMP, JPEG 2000 and AVIF."),
        };
        _key = key;
        return _document;
    }

    private static OpenDocument OpenPdf(EngineRequest request)
    {
        TestFaults.CommitOn(request.Path);
        return (OpenDocument?)PdfOpening.TryOpen(request.Path, request.Password)
            ?? SecondOpinion.Open(request.Path, request.Password);
    }
}
