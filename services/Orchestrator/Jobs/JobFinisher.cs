using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Orchestrator.BrokerClients;
using DaprProcessing.Orchestrator.Fairness;
using DaprProcessing.Orchestrator.Reports;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Orchestrator.Jobs;

/// <summary>Moves a job to its terminal state by one conditional write that also counts it, and clears what it leaves.</summary>
internal sealed class JobFinisher(
    JobStore jobs, UsageStore usage, JobPlaces places, JobCleaner cleaner, IObjectStore objects, SourceCache sources,
    WebhookStore webhooks, CompletionPublisher completions, JobQueue queue, JobEnds ends, TimeProvider time)
{
    /// <param name="report">The report that says so, to be looked at with the record; null where the platform says so
    /// itself.</param>
    /// <returns>Whether the job has a workflow that waits; null where there is no such job.</returns>
    /// <exception cref="ForgedReportException">The report is not by who had the work.</exception>
    public async Task<JobFinish?> FinishAsync(
        JobEnding ending, CancellationToken cancellationToken, ChunkReport? report = null)
    {
        CrashPoint.Reached("orchestrator.finishing");
        var totals = (ending as JobEnding.Completed)?.Totals;
        var (mine, used, hadWorkflow) = ((JobRecord?)null, UsageDay.Nothing, true);
        var record = await usage.EndAsync(
            ending.Job,
            known =>
            {
                ForgedReportException.ThrowIfForged(report, known);
                hadWorkflow = known.StartedAt is not null;
                return mine = End(known, ending);
            },
            ended => used = JobUsage.Of(ended, totals), cancellationToken);
        if (record is not null)
        {
            ends.Tell(record);
        }

        if (record is null or { Limits: not null })
        {
            await places.ReleaseAsync(ending.Job, cancellationToken);
        }

        queue.Ended(ending.Job);
        CrashPoint.Reached("orchestrator.finished");
        if (mine is not null && ReferenceEquals(record, mine))
        {
            // Not one that had ended before.
            JobMetrics.Ended(mine, used);
        }

        if (record is { Status: JobStatus.Failed, Options.CleanUpOnFailure: true })
        {
            await cleaner.RemoveObjectsAsync(ending.Job, cancellationToken);
        }

        if (record is null or { Source.HasPassword: true })
        {
            await jobs.DeleteSecretAsync(ending.Job, cancellationToken);
        }

        sources.Remove(ending.Job);
        if (record is not null && WorkIds.AreMany(record))
        {
            // A small document goes straight through and leaves none; where that went wrong, they expire with the job.
            await jobs.DeleteWorkAsync(record, cancellationToken);
        }

        if (record is { HasWebhook: true })
        {
            await webhooks.JobEndedAsync(record, cancellationToken);
        }

        if (record is { Reply: { } reply })
        {
            await completions.PublishAsync(record, reply, cancellationToken);
            CrashPoint.Reached("orchestrator.completion-published");
        }

        // Last: while it is there, the reconciler does again what was cut off above.
        await objects.DeleteAsync(JobKeys.OpenMarker(ending.Job), cancellationToken);
        return record is null ? null : new JobFinish(hadWorkflow);
    }

    private JobRecord End(JobRecord known, JobEnding ending)
    {
        if (ending is JobEnding.Completed { Pages: { } count } && known.Units.Count == 0)
        {
            // A small document that was done before anybody noted that it is at work.
            known = known with { Units = [count], StartedAt = queue.BegunAt(known.Id) ?? known.CreatedAt };
        }

        var (status, failure, pagesFailed) = (known, ending) switch
        {
            // The caller was told so: it wins over any ending that comes after it.
            ({ Status: JobStatus.Cancelling }, _) or (_, JobEnding.Stopped) => (JobStatus.Cancelled, null, 0),
            (_, JobEnding.Failed(_, var why)) => (JobStatus.Failed, why, 0),
            (_, JobEnding.Completed { PagesFailed: 0, UnitsFailed: 0 }) => (JobStatus.Succeeded, null, 0),
            (_, JobEnding.Completed { PagesFailed: var pages, Totals: var totals }) when pages >= known.PagesTotal =>
                (JobStatus.Failed, totals?.CommonFailure ?? AllFailed, pages),
            ({ Options.FailOnPageError: true }, JobEnding.Completed completed) =>
                (JobStatus.Failed, SomeFailed(completed.PagesFailed + completed.UnitsFailed), completed.PagesFailed),
            (_, JobEnding.Completed { PagesFailed: var pages }) => (JobStatus.PartiallySucceeded, (Failure?)null, pages),
            _ => throw new InvalidOperationException($"a job cannot end as {ending.GetType().Name}"),
        };
        return known with { Status = status, Failure = failure, PagesFailed = pagesFailed, FinishedAt = time.GetUtcNow() };
    }

    private static Failure AllFailed { get; } =
        new(FailureCodes.AllPagesFailed, "No page of the document could be processed; the result says why for each.");

    private static Failure SomeFailed(int pages) =>
        new(FailureCodes.PageFailed, $"{pages} pages or parts have no result, and the job was to succeed whole or not at all.");
}

/// <param name="HadWorkflow">It has a workflow, or is about to: a job is marked as running before it gets one.</param>
internal sealed record JobFinish(bool HadWorkflow);
