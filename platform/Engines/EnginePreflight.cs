using DaprProcessing.Engines.Pool;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Engines;

/// <summary>
/// Asks an engine at start-up whether its native libraries are installed; where one is not, the host stops and says which.
/// </summary>
internal sealed partial class EnginePreflight(EnginePool pool, ILogger<EnginePreflight> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await pool.CheckAsync(stoppingToken).ConfigureAwait(false))
        {
            LogUnconfined(logger);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The kernel cannot filter system calls (seccomp): engines are held by their limits alone, and the network is "
            + "open to them.")]
    private static partial void LogUnconfined(ILogger logger);
}
