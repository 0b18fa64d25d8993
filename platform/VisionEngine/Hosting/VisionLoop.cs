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
    private readonly LoadedModel<LineRecognizer> _lineRecognizer;
    private VisionRequest? _current;

    public VisionLoop(EngineChannel channel, bool isConfined)
        : base(channel, "page")
    {
        _isConfined = isConfined;
        _textDetector = new(Load);
        _lineRecognizer = new(path => new LineRecognizer(Load(path)));
    }

    public void Dispose()
    {
        _textDetector.Dispose();
        _lineRecognizer.Dispose();
    }

    protected override EngineReply Do(EngineRequest request)
    {
        _current = request.Vision;
        return request switch
        {
            { Operation: EngineOperation.Ping } => new EngineReply { IsConfined = _isConfined },
            { Operation: EngineOperation.DetectText, Vision: { } vision } => new EngineReply
            {
                Areas = Detector(request).Detect(Picture.Read(vision.Picture)),
            },
            { Operation: EngineOperation.ReadText, Vision: { Recognizer: { } recognizer } vision } => new EngineReply
            {
                Read = new PageReader(Detector(request), _lineRecognizer.At(recognizer)).Read(vision),
            },
            _ => throw EngineFault.UnknownRequest,
        };
    }

    private TextDetector Detector(EngineRequest request) => new(_textDetector.At(request.Path));

    /// <summary>For the provider and the threads of the request that asks for it: they are the pool's.</summary>
    private OnnxModel Load(string path) => new(path, _current!.Provider, _current.Threads);
}
