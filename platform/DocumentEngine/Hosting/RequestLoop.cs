using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Images;
using DaprProcessing.DocumentEngine.Recognition;
using DaprProcessing.DocumentEngine.Rendering;
using DaprProcessing.DocumentEngine.Text;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Hosting;

/// <summary>One request after the other, on the main thread, whose stack is the largest.</summary>
internal sealed class RequestLoop(EngineChannel channel, bool isConfined)
{
    private readonly DocumentCache _documents = new();
    private readonly PageRecognizer _recognizer = new();

    public void Run()
    {
        while (true)
        {
            var request = channel.Next();
            ProcessLimits.GrantCpu(request.CpuSeconds);
            channel.Reply(Answer(request));
        }
    }

    private EngineReply Answer(EngineRequest request)
    {
        try
        {
            return Do(request);
        }
        catch (DocumentFault fault)
        {
            return new EngineReply { Failure = fault.Failure };
        }
        catch (OutOfMemoryException)
        {
            return new EngineReply
            {
                Failure = new Failure(FailureCodes.ResourceLimit, "The page needs more memory than one page may use."),
            };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new EngineReply
            {
                Failure = new Failure(FailureCodes.Internal, "The engine could not read or write a file.", Retryable: true),
            };
        }
    }

    private EngineReply Do(EngineRequest request) => request.Operation switch
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
        EngineOperation.ContactSheet => new EngineReply { Copy = ContactSheet.Draw(request.Paths!, request.OutputPath!) },
        EngineOperation.JoinTiff => Join(request),
        _ => throw new DocumentFault(FailureCodes.Internal, "The engine does not know this request."),
    };

    private EngineReply Render(EngineRequest request)
    {
        var document = _documents.Open(request);
        using var raster = document.Render(request.PageNo, request.Dpi, request.Grayscale);
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

    private PageText Extract(EngineRequest request) => _documents.Open(request) switch
    {
        PdfDocument pdf => TextLayerReader.Read(pdf, request.PageNo, request.Rules),
        SecondOpinion pdf => pdf.Read(request.PageNo),
        var image => image.EmptyText(request.PageNo, "image_input"),
    };
}
