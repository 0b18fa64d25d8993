using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines.Markup;

/// <summary>
/// Reads documents that flow (<see cref="MediaTypes.IsFlow"/>) in processes of their own (<c>markup-engine</c>), unit by unit.
/// Every call may throw <see cref="FailureException"/>.
/// </summary>
public sealed class MarkupEnginePool : IEnginePool, IAsyncDisposable
{
    private readonly MarkupEngineOptions _options;
    private readonly EnginePool _pool;

    public MarkupEnginePool(IOptions<MarkupEngineOptions> options, ILogger<EnginePool> logger)
    {
        _options = options.Value;
        _pool = new EnginePool(Options.Create(_options.Pool()), logger);
    }

    PartHealth IEnginePool.Health => ((IEnginePool)_pool).Health;

    internal IReadOnlyList<int> ProcessIds => _pool.ProcessIds;

    /// <summary>How many units the document has: slides, sheets, files of a book; one for any other.</summary>
    public async Task<int> CountAsync(DocumentSource source, CancellationToken cancellationToken)
    {
        var request = EngineRequest.Of(EngineOperation.Probe, source);
        var reply = await _pool.RunAsync(request, _options.ConvertLimit, cancellationToken).ConfigureAwait(false);
        return reply.Probe!.Sizes.Length / 2;
    }

    /// <summary>Reads one unit; the document and its pictures are files in the folder.</summary>
    /// <param name="unit">From 1.</param>
    /// <param name="folder">Exists, and has nothing of another unit.</param>
    public async Task<ConvertedUnit> ConvertAsync(
        DocumentSource source, int unit, string folder, CancellationToken cancellationToken)
    {
        var request = EngineRequest.Of(EngineOperation.Convert, source) with
        {
            PageNo = unit,
            OutputPath = Path.GetFullPath(folder),
        };
        var reply = (await _pool.RunAsync(request, _options.ConvertLimit, cancellationToken).ConfigureAwait(false)).Converted!;
        return new ConvertedUnit(
            Path.Combine(folder, Path.GetFileName(reply.File)),
            [.. reply.Pictures.Select(picture => PictureIn(folder, Path.GetFileName(picture.Name), picture.MediaType))]);
    }

    private static UnitPicture PictureIn(string folder, string name, string mediaType) =>
        new(name, Path.Combine(folder, name), mediaType);

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}

/// <param name="DocumentPath">DoclingDocument JSON.</param>
public sealed record ConvertedUnit(string DocumentPath, IReadOnlyList<UnitPicture> Pictures);

/// <param name="Name">As the document names it, under <c>pictures/</c>.</param>
public sealed record UnitPicture(string Name, string Path, string MediaType);
