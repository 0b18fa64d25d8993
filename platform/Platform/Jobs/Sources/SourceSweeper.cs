using DaprProcessing.Platform.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Platform.Jobs.Sources;

/// <summary>
/// Removes the documents of jobs that are over or deleted from this process's folder: who ends a job removes what is in a folder
/// of its own alone, and where no other document comes nobody else would look.
/// </summary>
internal sealed class SourceSweeper(
    SourceCache sources, JobStore jobs, TimeProvider time, ILogger<SourceSweeper> logger)
    : PeriodicService(SourceCache.UnusedAfter, time, logger)
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var job in sources.Unused())
        {
            if (await jobs.FindAsync(job, cancellationToken).ConfigureAwait(false) is not { IsStopping: false })
            {
                sources.Remove(job);
            }
        }
    }
}
