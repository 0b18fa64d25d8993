using DaprProcessing.Documents.Docling;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.MarkupEngine.Building;

namespace DaprProcessing.MarkupEngine.Hosting;

/// <summary>Reads documents; the last one stays open.</summary>
internal sealed class MarkupLoop(EngineChannel channel, bool isConfined) : EngineLoop(channel, "document")
{
    private const string DocumentFile = "document.json";

    private readonly UnitCache _documents = new();

    protected override EngineReply Do(EngineRequest request) => request.Operation switch
    {
        EngineOperation.Ping => new EngineReply { IsConfined = isConfined },
        EngineOperation.Probe => new EngineReply
        {
            Probe = new ProbeReply(new double[_documents.Open(request).Count * 2], Encrypted: false, Title: null),
        },
        EngineOperation.Convert => new EngineReply { Converted = Convert(request) },
        _ => throw EngineFault.UnknownRequest,
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
}
