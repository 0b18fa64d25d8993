using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using Microsoft.Extensions.Hosting;

namespace DaprProcessing.Engines;

/// <summary>
/// Asks an engine at start-up whether its native libraries are installed; where one is not, the host stops and says which.
/// </summary>
internal sealed class EnginePreflight(EnginePool pool) : BackgroundService
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await pool.RunAsync(new EngineRequest(EngineOperation.Ping), Limit, stoppingToken).ConfigureAwait(false);
}
