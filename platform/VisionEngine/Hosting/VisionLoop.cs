using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.VisionEngine.Models;
using DaprProcessing.VisionEngine.Pictures;
using DaprProcessing.VisionEngine.Regions;
using DaprProcessing.VisionEngine.Tables;
using DaprProcessing.VisionEngine.Text;
using DaprProcessing.VisionEngine.Turns;

namespace DaprProcessing.VisionEngine.Hosting;

/// <summary>Looks at pictures; the models of the last request stay loaded.</summary>
internal sealed class VisionLoop : EngineLoop, IDisposable
{
    private readonly bool _isConfined;
    private readonly LoadedModel<OnnxModel> _textDetector;
    private readonly LoadedModel<RegionDetector> _regionDetector;
    private readonly LoadedModel<TableReader> _tableReader;
    private readonly LoadedModel<LineRecognizer> _lineRecognizer;
    private readonly LoadedModel<TurnDetector> _turnDetector;
    private VisionRequest? _current;

    public VisionLoop(EngineChannel channel, bool isConfined)
        : base(channel, "page")
    {
        _isConfined = isConfined;
        _textDetector = new(Load);
        _regionDetector = new(path => new RegionDetector(Load(path)));
        _tableReader = new(path => new TableReader(Load(path)));
        _lineRecognizer = new(path => new LineRecognizer(Load(path)));
        _turnDetector = new(path => new TurnDetector(Load(path)));
    }

    public void Dispose()
    {
        _textDetector.Dispose();
        _regionDetector.Dispose();
        _tableReader.Dispose();
        _lineRecognizer.Dispose();
        _turnDetector.Dispose();
    }

    protected override EngineReply Do(EngineRequest request)
    {
        _current = request.Vision;
        return request switch
        {
            { Operation: EngineOperation.Ping } => new EngineReply { IsConfined = _isConfined },
            { Operation: EngineOperation.DetectText, Vision: { } vision } => new EngineReply
            {
                Areas = Detector(request).Detect(PictureFile.Read(vision.Picture)),
            },
            { Operation: EngineOperation.ReadText, Vision: { Recognizer: { } recognizer } vision } => new EngineReply
            {
                Read = new PageReader(Detector(request), _lineRecognizer.At(recognizer)).Read(vision),
            },
            { Operation: EngineOperation.DetectTurn, Vision: { } vision } => new EngineReply
            {
                Quarters = _turnDetector.At(request.Path).QuartersToUpright(PictureFile.Read(vision.Picture)),
            },
            { Operation: EngineOperation.DetectRegions, Vision: { } vision } => new EngineReply
            {
                LayoutRegions = _regionDetector.At(request.Path).Detect(Upright(vision)),
            },
            { Operation: EngineOperation.ReadTables, Vision: { } vision, Regions: { } places } => new EngineReply
            {
                Tables = Read(_tableReader.At(request.Path), Upright(vision), places),
            },
            _ => throw EngineFault.UnknownRequest,
        };
    }

    private static GrayPicture Upright(VisionRequest vision) =>
        PictureFile.Read(vision.Picture).Turn(vision.Quarters ?? 0);

    private static List<TableStructure> Read(TableReader reader, GrayPicture page, IReadOnlyList<Box> places) =>
        [.. places.Select(place => reader.Read(page.Crop(
            place.L * page.Width, place.T * page.Height, place.R * page.Width, place.B * page.Height)))];

    private TextDetector Detector(EngineRequest request) => new(_textDetector.At(request.Path));

    /// <summary>For the provider and the threads of the request that asks for it: they are the pool's.</summary>
    private OnnxModel Load(string path) => new(path, _current!.Provider, _current.Threads);
}
