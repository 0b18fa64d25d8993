using System.Globalization;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Platform.State;

namespace DaprProcessing.Gateway.Limits;

/// <summary>Bytes that a tenant has brought in one day.</summary>
internal sealed record ByteCount(long Taken);

/// <summary>
/// Whether a tenant may bring another document: by its open jobs, its bytes and pages of the day. What counts is in the stores,
/// so that all replicas answer alike.
/// </summary>
internal sealed class JobAdmission(
    IObjectStore objects, StateDocument<ByteCount> bytes, JobPlaces places, IHttpContextAccessor contexts, TimeProvider time)
{
    // An open job ends some time soon; nobody knows when.
    private static readonly TimeSpan JobsRetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Before a document is read: refuses what would be refused afterwards anyway.</summary>
    /// <param name="contentLength">
    /// Bytes that are to come; 1 where nobody knows, 0 where the document may be here already.
    /// </param>
    /// <param name="isJob">False for an upload, which is no job yet.</param>
    public async Task CheckAsync(Tenant tenant, long contentLength, bool isJob, CancellationToken cancellationToken)
    {
        if (isJob)
        {
            await CheckJobsAsync(tenant, coming: 1, cancellationToken);
            await CheckPagesAsync(tenant, cancellationToken);
        }

        if (tenant.Limits.BytesPerDay is { } quota)
        {
            var taken = (await bytes.FindAsync(BytesKey(tenant), cancellationToken))?.Taken ?? 0;
            Report(LimitHeaders.Bytes, quota - taken, UntilTomorrow());
            CheckBytes(taken + contentLength, quota);
        }
    }

    /// <summary>
    /// Refuses a job once the pages of the day are used up, or kept for jobs at work. How many its document has, its plan finds.
    /// </summary>
    public async Task CheckPagesAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        if (tenant.Limits.PagesPerDay is not { } quota)
        {
            return;
        }

        var taken = await places.PagesTakenAsync(tenant.Name, quota, cancellationToken);
        Report(LimitHeaders.Pages, quota - taken, UntilTomorrow());
        if (taken >= quota)
        {
            throw LimitCheck.Exceeded(
                LimitHeaders.Pages, "pages_exhausted", $"The tenant may have {quota} pages processed a day.", UntilTomorrow());
        }
    }

    /// <summary>Counts a document that was read.</summary>
    public async Task TakeBytesAsync(Tenant tenant, long sizeBytes, CancellationToken cancellationToken)
    {
        if (tenant.Limits.BytesPerDay is not { } quota)
        {
            return;
        }

        var count = await bytes.UpdateAsync(
            BytesKey(tenant),
            known =>
            {
                var taken = (known?.Taken ?? 0) + sizeBytes;
                CheckBytes(taken, quota);
                return new ByteCount(taken);
            },
            TimeSpan.FromDays(2), cancellationToken);
        Report(LimitHeaders.Bytes, quota - count!.Taken, UntilTomorrow());
    }

    /// <summary>
    /// Whether the job whose open marker has just been written is one too many. Only a count that includes the marker holds for
    /// several replicas: of two that come at once, each sees the other.
    /// </summary>
    public Task CheckOpenedAsync(Tenant tenant, CancellationToken cancellationToken) =>
        CheckJobsAsync(tenant, coming: 0, cancellationToken);

    private async Task CheckJobsAsync(Tenant tenant, int coming, CancellationToken cancellationToken)
    {
        var limits = tenant.Limits;
        // Whoever has a place to run is not waiting for one, although it may not have taken it yet.
        var (allOpen, besideRunning) = (limits.OpenJobs, limits.QueuedJobs + (limits.RunningJobs ?? 0));
        if (allOpen is null && besideRunning is null)
        {
            return;
        }

        var open = 0;
        await foreach (var _ in objects.ListAsync($"{JobKeys.OpenMarkers}{tenant.Name}/", after: null, cancellationToken))
        {
            open++;
            if (open + coming > allOpen)
            {
                Report(LimitHeaders.Jobs, 0, null);
                throw LimitCheck.Exceeded(
                    LimitHeaders.Jobs, "too_many_jobs", $"The tenant may have {allOpen} jobs that have not ended.",
                    JobsRetryAfter);
            }

            if (open + coming > besideRunning)
            {
                Report(LimitHeaders.Queued, 0, null);
                throw LimitCheck.Exceeded(
                    LimitHeaders.Queued, "too_many_queued_jobs",
                    $"The tenant may have {limits.QueuedJobs} jobs that wait for others to end.", JobsRetryAfter);
            }
        }

        ReportJobs(LimitHeaders.Jobs, allOpen - open);
        ReportJobs(LimitHeaders.Queued, besideRunning - open is { } free ? Math.Min(free, limits.QueuedJobs!.Value) : null);
    }

    private void ReportJobs(string policy, int? remaining)
    {
        if (remaining is { } left)
        {
            Report(policy, left, null);
        }
    }

    private void CheckBytes(long taken, long quota)
    {
        if (taken > quota)
        {
            throw LimitCheck.Exceeded(
                LimitHeaders.Bytes, "bytes_exhausted", $"The tenant may bring {quota} bytes a day.", UntilTomorrow());
        }
    }

    private void Report(string policy, long remaining, TimeSpan? reset) =>
        contexts.HttpContext?.Features.Get<LimitHeaders>()?.Report(policy, remaining, reset);

    private TimeSpan UntilTomorrow() => time.GetUtcNow() is var now ? now.Date.AddDays(1) - now.DateTime : default;

    private string BytesKey(Tenant tenant) =>
        $"limits/{tenant.Name}/bytes/{time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
}
