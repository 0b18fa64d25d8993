using DaprProcessing.Contracts.Problems;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.MarkupEngine.Building;

namespace DaprProcessing.MarkupEngine.Hosting;

/// <summary>One request after the other; the document of the last one stays open.</summary>
internal sealed class MarkupLoop(EngineChannel channel, bool isConfined)
{
    private const string DocumentFile = "document.json";

    private readonly UnitCache _documents = new();

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
            return Failed(FailureCodes.ResourceLimit, "The document needs more memory than one may use.");
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
        EngineOperation.Ping => new EngineReply { IsConfined = isConfined },
        EngineOperation.Probe => new EngineReply
        {
            Probe = new ProbeReply(new double[_documents.Open(request).Count * 2], Encrypted: false, Title: null),
        },
        EngineOperation.Convert => new EngineReply { Converted = Convert(request) },
        _ => Failed(FailureCodes.Internal, "The engine does not know this request."),
    };

    private ConvertReply Convert(EngineRequest request)
    {
        var document = _documents.Open(request);
        if (request.PageNo < 1 || request.PageNo > document.Count)
        {
            throw DocumentFault.PageMissing(request.PageNo);
        }

        var pictures = new PictureFolder(request.OutputPath!, request.PageNo);
        var flow = new Flow(pictures);
        document.Write(request.PageNo, flow);
        File.WriteAllBytes(Path.Combine(request.OutputPath!, DocumentFile), DoclingJson.ToUtf8Bytes(flow.Document));
        return new ConvertReply(DocumentFile, pictures.Files);
    }

    private static EngineReply Failed(string code, string message) => new() { Failure = new Failure(code, message) };
}
