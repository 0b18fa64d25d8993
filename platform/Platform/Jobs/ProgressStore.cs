using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Platform.Jobs;

/// <summary>Pages done per stage, durable, so that any gateway replica can tell.</summary>
public sealed class ProgressStore(DaprClient dapr)
{
    private static readonly StateOptions FirstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite };

    public async Task<JobProgress> GetAsync(JobId job, CancellationToken cancellationToken) =>
        await dapr.GetStateAsync<JobProgress?>(DaprNames.StateStore, JobKeys.Progress(job), cancellationToken: cancellationToken)
            .ConfigureAwait(false) ?? JobProgress.Empty;

    public async Task ReportAsync(JobId job, string stage, string chunkId, int pagesDone, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (progress, etag) = await dapr.GetStateAndETagAsync<JobProgress?>(
                DaprNames.StateStore, JobKeys.Progress(job), cancellationToken: cancellationToken).ConfigureAwait(false);
            progress ??= JobProgress.Empty;
            if (!progress.Advance(stage, chunkId, pagesDone) || await dapr.TrySaveStateAsync(
                DaprNames.StateStore, JobKeys.Progress(job), progress, etag ?? "", FirstWrite, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }
}
