using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Orchestrator.Jobs;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Upkeep;

/// <summary>Removes jobs that have expired, with everything they left.</summary>
internal sealed partial class RetentionSweeper(
    IObjectStore objects, JobStore jobs, JobCleaner cleaner, JobStarter starter, StrayKeys strays, TimeProvider time,
    IOptions<OrchestratorOptions> options,
    ILogger<RetentionSweeper> logger) : PeriodicService(options.Value.SweepEvery, time, logger)
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var marker in objects.ListAsync(JobKeys.AllListMarkers, after: null, cancellationToken))
        {
            if (JobKeys.JobOfListMarker(marker) is { } job)
            {
                await SweepAsync(job, cancellationToken);
            }
            else
            {
                strays.Skip(marker);
            }
        }
    }

    private async Task SweepAsync(JobId job, CancellationToken cancellationToken)
    {
        var record = await jobs.FindAsync(job, cancellationToken);
        if (record is null || record.ExpiresAt > Time.GetUtcNow())
        {
            return;
        }

        using var scope = logger.BeginJob(job);
        await starter.StopAsync(job, cancellationToken);
        await starter.PurgeAsync(job, cancellationToken);
        await cleaner.RemoveAsync(record, cancellationToken);
        LogExpired(logger, job);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Job} has expired and is removed")]
    private static partial void LogExpired(ILogger logger, JobId job);
}
