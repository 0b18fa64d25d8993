using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Platform.Jobs;

/// <summary>Removes what a job left behind.</summary>
public sealed class JobCleaner(
    IObjectStore objects, JobStore jobs, SourceCache sources, DeadLetterStore letters, TimeProvider time)
{
    /// <summary>Every object and record: on delete and when the job expires.</summary>
    public async Task RemoveAsync(JobRecord record, CancellationToken cancellationToken)
    {
        if (!record.Status.IsTerminal())
        {
            // Stages may still be at it: the orchestrator sweeps after them.
            await objects.PutAsync(
                JobKeys.DeletedMarker(record.Id, time.GetUtcNow()), "{}"u8.ToArray(), "application/json", cancellationToken)
                .ConfigureAwait(false);
        }

        sources.Remove(record.Id);
        await RemoveObjectsAsync(record.Id, cancellationToken).ConfigureAwait(false);
        await objects.DeleteAsync(JobKeys.OpenMarker(record.Id), cancellationToken).ConfigureAwait(false);
        await jobs.DeleteWorkAsync(record, cancellationToken).ConfigureAwait(false);
        await jobs.DeleteAsync(record, cancellationToken).ConfigureAwait(false);
        // Last: a job still in the listing can be deleted again should this be cut short.
        await objects.DeleteAsync(JobKeys.ListMarker(record.Id, record.CreatedAt), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Also what stages have written since it was removed.</summary>
    public async Task RemoveObjectsAsync(JobId job, CancellationToken cancellationToken)
    {
        await letters.DropOfAsync(job, cancellationToken).ConfigureAwait(false);
        await foreach (var key in objects.ListAsync(JobKeys.Root(job), after: null, cancellationToken).ConfigureAwait(false))
        {
            await objects.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
        }
    }
}
