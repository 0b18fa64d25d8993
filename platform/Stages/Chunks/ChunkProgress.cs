using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Stages.Chunks;

/// <summary>Reports pages as they are done, seldom enough that reporting costs nothing beside the work.</summary>
public sealed class ChunkProgress(ProgressStore store, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Work over so soon has its end reported before anybody could have asked for its progress.
    private static readonly TimeSpan TooShortToTell = TimeSpan.FromMilliseconds(250);

    /// <summary>A counter of pages for one chunk, called from several pages at once.</summary>
    public Func<CancellationToken, Task> Count(ChunkWork work)
    {
        var done = 0;
        var lastReport = time.GetTimestamp();
        var gate = new Lock();
        return cancellationToken =>
        {
            int report;
            lock (gate)
            {
                done++;
                if (time.GetElapsedTime(lastReport) < Interval)
                {
                    return Task.CompletedTask;
                }

                lastReport = time.GetTimestamp();
                report = done;
            }

            return store.ReportAsync(work.Header.Job, work.Slip[0], work.ChunkId, report, cancellationToken);
        };
    }

    public Task ChunkDoneAsync(ChunkWork work, TimeSpan elapsed, CancellationToken cancellationToken) =>
        elapsed < TooShortToTell && work.Pages.Count == work.TotalPages
            ? Task.CompletedTask
            : store.ReportAsync(work.Header.Job, work.Slip[0], work.ChunkId, work.Pages.Count, cancellationToken);
}
