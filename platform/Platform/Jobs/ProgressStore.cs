using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.State;

namespace DaprProcessing.Platform.Jobs;

/// <summary>Pages done per stage, durable, so that any gateway replica can tell.</summary>
public sealed class ProgressStore(StateDocument<JobProgress> documents)
{
    public async Task<JobProgress> GetAsync(JobId job, CancellationToken cancellationToken) =>
        await documents.FindAsync(JobKeys.Progress(job), cancellationToken).ConfigureAwait(false) ?? JobProgress.Empty;

    public Task ReportAsync(JobId job, string stage, string chunkId, int pagesDone, CancellationToken cancellationToken) =>
        documents.UpdateAsync(
        JobKeys.Progress(job),
        known =>
        {
            var progress = known ?? JobProgress.Empty;
            return progress.Advance(stage, chunkId, pagesDone) ? progress : null;
        },
        timeToLive: null,
        cancellationToken);
}
