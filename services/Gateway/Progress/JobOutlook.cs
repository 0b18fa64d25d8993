using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Api.Jobs;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Progress;

/// <summary>What is to come of a job that has not ended: its place among the tenant's, and when it will have.</summary>
internal sealed class JobOutlook(Queue queue, TimeProvider time)
{
    // The place is read from another store than the job: one that is slow or away takes nothing from the rest of the answer.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public async Task<JobView> OnAsync(JobId job, JobView view, CancellationToken cancellationToken) =>
        view.Status.IsTerminal() ? view : view with
        {
            QueuePosition = JobEvent.DoneOf(view) > 0 ? null : await AheadAsync(job, cancellationToken),
            EtaSeconds = JobEvent.EtaOf(view, time.GetUtcNow()),
        };

    private async Task<int?> AheadAsync(JobId job, CancellationToken cancellationToken)
    {
        try
        {
            return await queue.AheadOfAsync(job, cancellationToken).WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception unknown) when (unknown is TimeoutException or ObjectStoreUnavailableException)
        {
            return null;
        }
    }
}
