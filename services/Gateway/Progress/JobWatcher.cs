using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Api.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Progress;

/// <summary>Reads jobs, and waits for their end by looking at the durable record: any replica can.</summary>
internal sealed class JobWatcher(JobStore jobs, ProgressStore progress, TimeProvider time, IOptions<GatewayOptions> options)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan SlowestLook = TimeSpan.FromMilliseconds(250);

    public async Task<JobRecord> FindAsync(JobId job, CancellationToken cancellationToken) =>
        (JobId.IsWellFormed(job.Id) ? await jobs.FindAsync(job, cancellationToken) : null)
        ?? throw ProblemException.JobNotFound(job.Id);

    /// <summary>The job as soon as it has ended, or as it is when the wait is over.</summary>
    public async Task<JobView> WaitAsync(JobId job, TimeSpan wait, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        wait = wait < options.Value.MaxWait ? wait : options.Value.MaxWait;
        var record = await FindAsync(job, cancellationToken);
        var pause = FirstLook;
        while (!record.Status.IsTerminal() && time.GetElapsedTime(startedAt) < wait)
        {
            await Task.Delay(pause, time, cancellationToken);
            pause = pause < SlowestLook ? pause * 1.5 : SlowestLook;
            record = await FindAsync(job, cancellationToken);
        }

        return JobView.Of(
            record, record.Status.IsTerminal() ? JobProgress.Empty : await progress.GetAsync(job, cancellationToken));
    }
}
