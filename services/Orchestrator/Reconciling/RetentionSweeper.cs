using Dapr;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Reconciling;

/// <summary>Removes jobs that have expired, with everything they left.</summary>
internal sealed partial class RetentionSweeper(
    IObjectStore objects, JobStore jobs, JobCleaner cleaner, JobStarter starter, TimeProvider time, IOptions<OrchestratorOptions> options,
    ILogger<RetentionSweeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await foreach (var marker in objects.ListAsync(JobKeys.AllListMarkers, after: null, stoppingToken))
                {
                    await SweepAsync(marker, stoppingToken);
                }
            }
            catch (Exception error) when (error is DaprException or HttpRequestException or RpcException && !stoppingToken.IsCancellationRequested)
            {
                // Sidecar or store away: what has expired now will have expired next time too.
                LogRoundFailed(logger, error.Message);
            }
        }
    }

    private async Task SweepAsync(string markerKey, CancellationToken cancellationToken)
    {
        var job = JobKeys.JobOfListMarker(markerKey);
        var record = await jobs.FindAsync(job, cancellationToken);
        if (record is null || record.ExpiresAt > time.GetUtcNow())
        {
            return;
        }

        await starter.StopAsync(job, cancellationToken);
        await starter.PurgeAsync(job, cancellationToken);
        await cleaner.RemoveAsync(record, cancellationToken);
        LogExpired(logger, job);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Job} has expired and is removed")]
    private static partial void LogExpired(ILogger logger, JobId job);

    [LoggerMessage(Level = LogLevel.Warning, Message = "expired jobs could not be looked for this time: {Reason}")]
    private static partial void LogRoundFailed(ILogger logger, string reason);
}
