using DaprProcessing.Bench.Measuring;

namespace DaprProcessing.Bench.Platform;

/// <summary>This build's platform, and beside it that of the build it is compared with.</summary>
internal sealed class Sides : IAsyncDisposable
{
    private readonly List<PlatformSide> _sides = [];

    public IReadOnlyList<PlatformSide> All => _sides;

    public async Task StartAsync(Settings settings)
    {
        foreach (var build in settings.Builds)
        {
            _sides.Add(await PlatformSide.StartAsync(build));
        }
    }

    /// <summary>A figure of each.</summary>
    public IReadOnlyList<Figure> Of(Func<PlatformSide, double> read) => [.. _sides.Select(side => new Figure(read(side)))];

    public async ValueTask DisposeAsync()
    {
        foreach (var side in _sides)
        {
            await side.DisposeAsync();
        }
    }
}
