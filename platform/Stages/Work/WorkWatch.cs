using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Stages.Work;

/// <summary>Beside the work: renews the lease, and stops the work when the job is stopped or the lease is lost.</summary>
public sealed partial class WorkWatch(
    WorkLedger ledger, JobStore jobs, TimeProvider time, IHostApplicationLifetime lifetime, IOptions<WorkerOptions> options,
    ILogger<WorkWatch> logger)
{
    // Work on a job that is cancelled ends within two seconds of it; most work is over before the first look.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <param name="lease">Null for work without one.</param>
    internal WatchedWork Start(JobId job, Lease? lease)
    {
        var renewEvery = options.Value.Lease / 3;
        var renewedAt = time.GetTimestamp();
        return new WatchedWork(
            time, LookEvery < renewEvery ? LookEvery : renewEvery,
            cancellationToken =>
            {
                // One look early rather than one late.
                var renew = time.GetElapsedTime(renewedAt) + (LookEvery / 2) >= renewEvery;
                renewedAt = renew ? time.GetTimestamp() : renewedAt;
                return LookAsync(job, renew ? lease : null, cancellationToken);
            },
            lifetime.ApplicationStopping);
    }

    /// <param name="lease">The lease to renew; null where it is not time to.</param>
    private async Task<WorkState> LookAsync(JobId job, Lease? lease, CancellationToken cancellationToken)
    {
        try
        {
            if (lease is not null && !await ledger.RenewAsync(lease, cancellationToken).ConfigureAwait(false))
            {
                return WorkState.LeaseLost;
            }

            return await jobs.FindAsync(job, cancellationToken).ConfigureAwait(false) is { IsStopping: false } ? WorkState.Wanted
                : WorkState.JobStopped;
        }
        catch (Dapr.DaprException error)
        {
            // A lease is renewed every third of its length: two renewals may fail before it does.
            if (!lifetime.ApplicationStopping.IsCancellationRequested)
            {
                LogLookFailed(logger, job, Outage.ReasonOf(error));
            }

            return WorkState.Wanted;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "{Job}: whether its work is still wanted is not known this time: {Reason}")]
    private static partial void LogLookFailed(ILogger logger, JobId job, string reason);
}
