using DaprProcessing.Contracts.Jobs;
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
    // A job is often cancelled soon after it was begun; most work is over by then and costs no look at all.
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);

    /// <param name="lease">Null for work without one.</param>
    internal WatchedWork Start(JobId job, Lease? lease) => new(
        time, FirstLook, options.Value.Lease / 3, cancellationToken => LookAsync(job, lease, cancellationToken),
        lifetime.ApplicationStopping);

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
            // The next look is a third of the lease away; two may fail before the lease does.
            LogLookFailed(logger, error, job);
            return WorkState.Wanted;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job}: the lease of its work could not be renewed this time")]
    private static partial void LogLookFailed(ILogger logger, Exception error, JobId job);
}
