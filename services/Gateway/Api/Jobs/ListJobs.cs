using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Api.Jobs;

/// <param name="NextCursor">Give it back as <c>cursor</c> for the jobs after these; absent at the end.</param>
internal sealed record JobList(IReadOnlyList<JobView> Jobs, string? NextCursor);

internal static partial class ListJobs
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    // A filter that nothing fits must not walk a tenant's whole history in one request.
    private const int MaxLooked = 5000;

    // Read at a time: one after another, a filter that little fits would wait for each.
    private const int Batch = 16;

    public static async Task<JobList> HandleAsync(
        Tenant tenant, string? status, string? pipeline, string? name, DateTimeOffset? createdAfter, int? limit, string? cursor,
        IObjectStore objects, JobStore jobs, CancellationToken cancellationToken)
    {
        var wanted = ParseStatus(status);
        if (limit is < 1 or > MaxLimit)
        {
            throw ProblemException.BadRequest("invalid_limit", $"limit takes a number from 1 to {MaxLimit}.");
        }

        if (cursor is not null && !Cursor().IsMatch(cursor))
        {
            throw ProblemException.BadRequest("invalid_cursor", "cursor takes what an earlier answer gave as nextCursor.");
        }

        var prefix = JobKeys.ListMarkers(tenant.Name);
        var (found, looked) = (new List<JobView>(), 0);
        var markers = objects.ListAsync(prefix, cursor is null ? null : prefix + cursor, cancellationToken);
        await foreach (var (marker, record) in RecordsAsync(markers, jobs, cancellationToken))
        {
            if (record?.CreatedAt <= createdAfter)
            {
                return new JobList(found, null);
            }

            if (record is not null && (wanted is null || record.Status == wanted)
                && (pipeline is null || record.Pipeline == pipeline)
                && (name is null || record.Source.FileName.Contains(name, StringComparison.OrdinalIgnoreCase)))
            {
                found.Add(JobView.Of(record, JobProgress.Empty));
            }

            if (found.Count == (limit ?? DefaultLimit) || ++looked == MaxLooked)
            {
                return new JobList(found, marker[prefix.Length..]);
            }
        }

        return new JobList(found, null);
    }

    // In the order of their markers; null for a job that is gone meanwhile.
    private static async IAsyncEnumerable<(string Marker, JobRecord? Record)> RecordsAsync(
        IAsyncEnumerable<string> markers, JobStore jobs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = markers.Select(marker => (Marker: marker, Job: JobKeys.JobOfListMarker(marker)))
            .Where(one => one.Job is not null);
        await foreach (var batch in known.Chunk(Batch).WithCancellation(cancellationToken))
        {
            var records = await Task.WhenAll(batch.Select(one => jobs.FindAsync(one.Job!.Value, cancellationToken)));
            foreach (var (one, record) in batch.Zip(records))
            {
                yield return (one.Marker, record);
            }
        }
    }

    private static JobStatus? ParseStatus(string? status)
    {
        if (status is null)
        {
            return null;
        }

        foreach (var known in Enum.GetValues<JobStatus>())
        {
            if (string.Equals(known.ToString(), status.Replace("_", ""), StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        throw ProblemException.BadRequest(
            "invalid_status",
            $"There is no status '{status}'; "
            + "known: queued, running, cancelling, succeeded, partially_succeeded, failed, cancelled.");
    }

    // The end of a list marker: anything else is none of ours, and a store may answer it with an error of its own.
    [GeneratedRegex("^[0-9]{19}-[a-z0-9]{26}$")]
    private static partial Regex Cursor();
}
