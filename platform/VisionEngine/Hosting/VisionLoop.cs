using DaprProcessing.Engines.Protocol;
using DaprProcessing.VisionEngine.Models;
using DaprProcessing.VisionEngine.Pictures;
using DaprProcessing.VisionEngine.Text;

namespace DaprProcessing.VisionEngine.Hosting;

/// <summary>Looks at pictures; the models of the last request stay loaded.</summary>
internal sealed class VisionLoop : EngineLoop, IDisposable
{
    private readonly bool _isConfined;
    private readonly LoadedModel<OnnxModel> _textDetector;
    private VisionRequest? _current;

    public VisionLoop(EngineChannel channel, bool isConfined)
        : base(channel, "page")
    {
        _isConfined = isConfined;
        _textDetector = Model();
    }

    public void Dispose() => _textDetector.Dispose();

    protected override EngineReply Do(EngineRequest request)
    {
        _current = request.Vision;
        return request switch
        {
            { Operation: EngineOperation.Ping } => new EngineReply { IsConfined = _isConfined },
            { Operation: EngineOperation.DetectText, Vision: { } vision } => new EngineReply
            {
                Areas = new TextDetector(_textDetector.At(request.Path)).Detect(Picture.Read(vision.Picture)),
            },
            _ => throw EngineFault.UnknownRequest,
        };
    }

    /// <summary>A place for one model, loaded for the provider and the threads of the request that asks for it.</summary>
    private LoadedModel<OnnxModel> Model() => new(path => new OnnxModel(path, _current!.Provider, _current.Threads));
}
