using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Api.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Progress;

/// <summary>
/// Reads jobs, and waits for their end by looking at the durable record: any replica can. Where the orchestrator is in the same
/// process it says so, and the looks are only for what it did not hear of.
/// </summary>
internal sealed class JobWatcher(
    JobStore jobs, ProgressStore progress, JobEnds ends, TimeProvider time, IOptions<GatewayOptions> options)
{
    // The smallest job takes about as long; a look before that is a call for nothing.
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan SlowestLook = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(1);

    public async Task<JobRecord> FindAsync(JobId job, CancellationToken cancellationToken) =>
        (JobId.IsWellFormed(job.Id) ? await jobs.FindAsync(job, cancellationToken) : null)
        ?? throw ProblemException.JobNotFound(job.Id);

    /// <summary>The job as soon as it has ended, or as it is when the wait is over.</summary>
    public async Task<JobView> WaitAsync(JobId job, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var end = ends.Expect(job);
        return await WaitAsync(await FindAsync(job, cancellationToken), end, wait, cancellationToken);
    }

    /// <summary>The same, of a job whose record has just been read or written.</summary>
    public async Task<JobView> WaitAsync(JobRecord job, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var end = ends.Expect(job.Id);
        return await WaitAsync(job, end, wait, cancellationToken);
    }

    private async Task<JobView> WaitAsync(
        JobRecord record, JobEnds.Watch end, TimeSpan wait, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        wait = wait < options.Value.MaxWait ? wait : options.Value.MaxWait;
        var pause = FirstLook;
        while (!record.Status.IsTerminal() && wait - time.GetElapsedTime(startedAt) is { Ticks: > 0 } left)
        {
            var next = ends.AreTold ? LookAnyway : pause;
            var told = await end.WaitAsync(next < left ? next : left, time, cancellationToken);
            pause = pause < SlowestLook ? pause * 1.6 : SlowestLook;
            record = told ?? await FindAsync(record.Id, cancellationToken);
            if (told is null && record.Status.IsTerminal() && !end.IsTold)
            {
                ends.Missed();
            }
        }

        return JobView.Of(
            record, record.Status.IsTerminal() ? JobProgress.Empty : await progress.GetAsync(record.Id, cancellationToken));
    }
}
