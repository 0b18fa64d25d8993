using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Upkeep;

/// <summary>
/// Removes what was written of a job after it was deleted: a stage that has a chunk in its hands notices at its next look, and
/// may put a page until then.
/// </summary>
internal sealed class DeletedJobSweeper(
    IObjectStore objects, JobCleaner cleaner, StrayKeys strays, TimeProvider time, IOptions<OrchestratorOptions> options,
    ILogger<DeletedJobSweeper> logger) : PeriodicService(options.Value.SweepDeletedEvery, time, logger)
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var marker in objects.ListAsync(JobKeys.DeletedMarkers, after: null, cancellationToken))
        {
            if (JobKeys.OfDeletedMarker(marker) is not var (job, deletedAt))
            {
                strays.Skip(marker);
                continue;
            }

            await cleaner.RemoveObjectsAsync(job, cancellationToken);
            if (Time.GetUtcNow() - deletedAt > options.Value.LateWritesUntil)
            {
                await objects.DeleteAsync(marker, cancellationToken);
            }
        }
    }
}
