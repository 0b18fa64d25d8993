using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Orchestrator.Activities;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Orchestrator;

/// <summary>Moves a job to its terminal state by one conditional write, and clears what it no longer needs.</summary>
internal sealed class JobFinisher(JobStore jobs, JobCleaner cleaner, IObjectStore objects, TimeProvider time)
{
    public async Task FinishAsync(JobEnding ending, CancellationToken cancellationToken)
    {
        CrashPoint.Reached("orchestrator.finishing");
        var record = await jobs.UpdateAsync(ending.Job, known => End(known, ending), cancellationToken);
        CrashPoint.Reached("orchestrator.finished");
        if (record is { Status: JobStatus.Failed, Options.CleanUpOnFailure: true })
        {
            await cleaner.RemoveObjectsAsync(ending.Job, cancellationToken);
        }

        if (record is null or { HasPassword: true })
        {
            await jobs.DeleteSecretAsync(ending.Job, cancellationToken);
        }

        await objects.DeleteAsync(JobKeys.OpenMarker(ending.Job), cancellationToken);
    }

    private JobRecord End(JobRecord known, JobEnding ending)
    {
        // Cancelling wins over any ending that comes after it: the caller was told so.
        var (status, failure) = (known, ending) switch
        {
            ({ Status: JobStatus.Cancelling }, _) => (JobStatus.Cancelled, null),
            (_, { Failure: { } why }) => (JobStatus.Failed, why),
            (_, { PagesFailed: 0 }) => (JobStatus.Succeeded, null),
            _ when ending.PagesFailed >= known.PagesTotal => (JobStatus.Failed, AllFailed),
            ({ Options.FailOnPageError: true }, _) => (JobStatus.Failed, SomeFailed(ending.PagesFailed)),
            _ => (JobStatus.PartiallySucceeded, (Failure?)null),
        };
        return known with { Status = status, Failure = failure, PagesFailed = ending.PagesFailed, FinishedAt = time.GetUtcNow() };
    }

    private static Failure AllFailed { get; } = new("all_pages_failed", "No page of the document could be processed; the result says why for each.");

    private static Failure SomeFailed(int pages) => new("page_failed", $"{pages} pages could not be processed, and the job was asked to succeed whole or not at all.");
}
