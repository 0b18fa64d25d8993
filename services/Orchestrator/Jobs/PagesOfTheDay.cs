using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.Jobs;

/// <summary>
/// Keeps pages of a tenant's day for a job before its work begins: with those of ended jobs alone, many large documents at once
/// would all begin.
/// </summary>
internal sealed class PagesOfTheDay(JobStore jobs, JobPlaces places)
{
    /// <summary>Null once they are kept, or where the tenant has no limit; otherwise why the job cannot be done today.</summary>
    public async Task<Failure?> KeepAsync(JobRecord job, int pages, CancellationToken cancellationToken)
    {
        if (job.Limits?.PagesPerDay is not { } quota)
        {
            return null;
        }

        var wanted = await UncarriedAsync(job, pages, cancellationToken);
        return await places.TryKeepPagesAsync(job.Id, wanted, quota, cancellationToken) ? null
            : new Failure(
                FailureCodes.PagesExhausted,
                $"The document has {wanted} pages to work on; "
                    + $"of the {quota} that the tenant may have processed a day, fewer are left.",
                Retryable: wanted <= quota);
    }

    // Good pages of the job before it are carried over, and were counted with it; but for a few that share a chunk with bad ones.
    private async Task<int> UncarriedAsync(JobRecord job, int pages, CancellationToken cancellationToken) =>
        job.Continues is { } first && await jobs.FindAsync(first, cancellationToken) is { PagesFailed: > 0 and var failed }
            ? Math.Min(failed, pages) : pages;
}
