using Dapr;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Reconciling;

/// <summary>Removes uploads that have expired, whether a job was made of them or not.</summary>
internal sealed partial class UploadSweeper(
    UploadStore uploads, TimeProvider time, IOptions<OrchestratorOptions> options, ILogger<UploadSweeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await uploads.SweepAsync(stoppingToken) is > 0 and var swept)
                {
                    LogSwept(logger, swept);
                }
            }
            catch (Exception error) when (error is DaprException or HttpRequestException && !stoppingToken.IsCancellationRequested)
            {
                // Sidecar or store away: what has expired now will have expired next time too.
                LogRoundFailed(logger, error.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} uploads have expired and are removed")]
    private static partial void LogSwept(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "expired uploads could not be looked for this time: {Reason}")]
    private static partial void LogRoundFailed(ILogger logger, string reason);
}
