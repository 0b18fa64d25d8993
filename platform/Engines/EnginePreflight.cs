using DaprProcessing.Engines.Confinement;
using DaprProcessing.Engines.Pool;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Engines;

/// <summary>
/// Asks an engine at start-up whether its native libraries are installed; where one is not, the host stops and says which.
/// </summary>
internal sealed partial class EnginePreflight(
    EnginePool pool, IHostApplicationLifetime lifetime, ILogger<EnginePreflight> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!await pool.CheckAsync(stoppingToken).ConfigureAwait(false))
            {
                LogUnconfined(logger);
            }
        }
        catch (Exception) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The process ends, and the folder that an engine would have been started in is gone.
            return;
        }

        if (!FileAccessRules.CanApply)
        {
            LogFilesOpen(logger);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The kernel cannot filter system calls (seccomp): engines are held by their limits alone, and the network is "
            + "open to them.")]
    private static partial void LogUnconfined(ILogger logger);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The kernel cannot keep files from a program (Landlock, from Linux 5.13 on): engines can read all files of "
            + "this user, the documents of other jobs among them.")]
    private static partial void LogFilesOpen(ILogger logger);
}
