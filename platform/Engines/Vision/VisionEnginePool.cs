using DaprProcessing.Contracts.Health;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines.Vision;

/// <summary>
/// Neural models that look at pictures, in processes of their own (<c>vision-engine</c>): a request goes to one that has its
/// model loaded, if there is one. Pictures are PNG files.
/// </summary>
public sealed class VisionEnginePool : IEnginePool, IAsyncDisposable
{
    private readonly VisionEngineOptions _options;
    private readonly EnginePool _pool;

    public VisionEnginePool(IOptions<VisionEngineOptions> options, ILogger<EnginePool> logger)
    {
        _options = options.Value;
        _pool = new EnginePool(Options.Create(_options.Pool()), logger);
    }

    PartHealth IEnginePool.Health => ((IEnginePool)_pool).Health;

    internal IReadOnlyList<int> ProcessIds => _pool.ProcessIds;

    /// <summary>Where a picture has text, in no order.</summary>
    /// <param name="model">A detector of PP-OCR (ONNX).</param>
    internal async Task<IReadOnlyList<TextArea>> DetectTextAsync(
        string model, string picture, CancellationToken cancellationToken) =>
        (await RunAsync(EngineOperation.DetectText, model, Request(picture), cancellationToken).ConfigureAwait(false)).Areas!;

    /// <summary>Clockwise quarter turns that put a page upright.</summary>
    /// <param name="model">A classifier of pages by how they lie (ONNX).</param>
    internal async Task<int> DetectTurnAsync(string model, string picture, CancellationToken cancellationToken) =>
        (await RunAsync(EngineOperation.DetectTurn, model, Request(picture), cancellationToken).ConfigureAwait(false))
            .Quarters!.Value;

    /// <summary>The parts of a page, from the surest; boxes as shares of the upright picture's width and height.</summary>
    /// <param name="model">A layout detector (PicoDet, ONNX).</param>
    /// <param name="quarters">Clockwise turns that put the picture upright.</param>
    public async Task<IReadOnlyList<LayoutRegion>> DetectRegionsAsync(
        string model, string picture, int quarters, CancellationToken cancellationToken) =>
        (await RunAsync(
            EngineOperation.DetectRegions, model, Request(picture) with { Quarters = quarters }, cancellationToken)
            .ConfigureAwait(false)).LayoutRegions!;

    /// <summary>Rows, columns and cells of each table; boxes as shares of its place's width and height.</summary>
    /// <param name="model">A table reader (SLANet, ONNX).</param>
    /// <param name="places">As shares of the upright picture's width and height.</param>
    public async Task<IReadOnlyList<TableStructure>> ReadTablesAsync(
        string model, string picture, int quarters, IReadOnlyList<Box> places, CancellationToken cancellationToken) =>
        (await RunAsync(
            EngineOperation.ReadTables, model, Request(picture) with { Quarters = quarters }, cancellationToken, places)
            .ConfigureAwait(false)).Tables!;

    /// <summary>The text of a picture.</summary>
    /// <param name="quarters">Clockwise turns that put it upright; null to find out.</param>
    /// <param name="known">Places of the upright picture, in pixels, that are not to be read.</param>
    internal async Task<ReadPicture> ReadTextAsync(
        OcrModels models, string picture, int? quarters, IReadOnlyList<Box>? known, CancellationToken cancellationToken)
    {
        var request = Request(picture) with
        {
            Recognizer = Path.GetFullPath(models.Recognizer),
            Quarters = quarters,
            Known = known,
        };
        var reply = await RunAsync(EngineOperation.ReadText, models.Detector, request, cancellationToken).ConfigureAwait(false);
        return reply.Read!;
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private VisionRequest Request(string picture) => new(Path.GetFullPath(picture), _options.Runs, _options.Threads);

    /// <exception cref="Contracts.Problems.FailureException">The picture or the model cannot be used.</exception>
    private Task<EngineReply> RunAsync(
        EngineOperation operation, string model, VisionRequest vision, CancellationToken cancellationToken,
        IReadOnlyList<Box>? places = null) =>
        _pool.RunAsync(
            new EngineRequest(operation, Path.GetFullPath(model)) { Vision = vision, Regions = places }, _options.PageLimit,
            cancellationToken);
}
