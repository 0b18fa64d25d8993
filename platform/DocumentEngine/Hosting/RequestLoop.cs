using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Description;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Images;
using DaprProcessing.DocumentEngine.Recognition;
using DaprProcessing.DocumentEngine.Rendering;
using DaprProcessing.DocumentEngine.Searchable;
using DaprProcessing.DocumentEngine.Text;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Hosting;

/// <summary>What can be done with a document; the last ones stay open.</summary>
internal sealed class RequestLoop(EngineChannel channel, bool isConfined) : EngineLoop(channel, "page")
{
    private readonly DocumentCache _documents = new();
    private readonly PageRecognizer _recognizer = new();

    protected override EngineReply Do(EngineRequest request) => request.Operation switch
    {
        EngineOperation.Ping => NativeLibraries.Check() with { IsConfined = isConfined },
        EngineOperation.Fault => TestFaults.Commit(request.Fault),
        EngineOperation.Probe => new EngineReply { Probe = _documents.Open(request).Probe() },
        EngineOperation.Render => Render(request),
        EngineOperation.Text => new EngineReply { Text = Extract(request) },
        EngineOperation.Recognize => new EngineReply { Text = _recognizer.Recognize(_documents.Open(request), request) },
        EngineOperation.Image => new EngineReply { Facts = ImageProcessor.Run(_documents.Open(request), request) },
        EngineOperation.Overlay => new EngineReply
        {
            Image = OverlayPainter.Draw(_documents.Open(request), request.PageNo, request.Overlay!),
        },
        EngineOperation.ContactSheet => new EngineReply
        {
            Copy = ContactSheet.Draw(request.Paths!, request.Numbers!, request.OutputPath!),
        },
        EngineOperation.JoinTiff => Join(request),
        EngineOperation.Describe => new EngineReply
        {
            Document = DocumentDescription.Of(_documents.Open(request), request.Path, request.Password),
        },
        EngineOperation.Attachment => Extract(_documents.Open(request), request),
        EngineOperation.Searchable => new EngineReply
        {
            Searchable = SearchablePdf.Write(_documents.Open(request), request),
        },
        _ => throw EngineFault.UnknownRequest,
    };

    private EngineReply Render(EngineRequest request)
    {
        var document = _documents.Open(request);
        using var raster = request.HidesText ? document.RenderWithoutText(request.PageNo, request.Dpi)
            : document.Render(request.PageNo, request.Dpi, request.Grayscale);
        return new EngineReply
        {
            Image = PngFile.Write(raster, request.PageNo, request.OutputPath!),
            Copy = request.Thumbnail is { } copy ? Thumbnail(raster, copy) : null,
        };
    }

    private static CopyFacts Thumbnail(Raster raster, ImageCopy copy)
    {
        using var bitmap = Bitmaps.Of(raster);
        return CopyWriter.Write(bitmap, copy, grayscale: false, raster.Dpi);
    }

    private static EngineReply Join(EngineRequest request)
    {
        TiffFile.Join(request.Paths!, request.OutputPath!);
        return new EngineReply();
    }

    private static EngineReply Extract(OpenDocument document, EngineRequest request)
    {
        EmbeddedFiles.Write(document, request);
        return new EngineReply();
    }

    private PageText Extract(EngineRequest request) => _documents.Open(request) switch
    {
        PdfDocument pdf => TextLayerReader.Read(pdf, request.PageNo, request.Rules),
        SecondOpinion pdf => pdf.Read(request.PageNo),
        var image => image.EmptyText(request.PageNo, "image_input"),
    };
}
