using System.Collections.Concurrent;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.State;

namespace DaprProcessing.Platform.Jobs;

/// <summary>
/// The places of jobs at work, and the pages of the day that are kept for them: in the state store, so that all replicas agree.
/// A job that ends gives its place back. One whose place was forgotten is looked at by whoever finds none free: a minute later
/// by those that ask again and again for a place to run, at once before the pages of a day are refused.
/// </summary>
public sealed class JobPlaces(StateDocument<JobsAtWork> places, JobStore jobs, UsageStore usage, TimeProvider time)
{
    private static readonly TimeSpan LookAfter = TimeSpan.FromMinutes(1);

    // One at a time of a tenant in this process: the others would find out only by an ETag that no longer holds.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();

    /// <summary>A place of so many, or the one the job has; false where none is free.</summary>
    public async Task<bool> TryTakeAsync(JobId job, int most, CancellationToken cancellationToken)
    {
        return await TryAsync().ConfigureAwait(false)
            || (await FreeEndedAsync(job.Tenant, LookAfter, cancellationToken).ConfigureAwait(false)
                && await TryAsync().ConfigureAwait(false));

        Task<bool> TryAsync() => TryChangeAsync(
            job.Tenant,
            known => Task.FromResult(
                known.Jobs.ContainsKey(job.Id) ? known
                : known.Jobs.Count < most ? known.With(job.Id, new JobPlace(0, time.GetUtcNow())) : null),
            cancellationToken);
    }

    /// <summary>
    /// Keeps pages of the day for the job until it ends, and is counted; false where that many are not left. Asked again, it
    /// keeps what it is asked for then.
    /// </summary>
    public async Task<bool> TryKeepPagesAsync(JobId job, long pages, long quota, CancellationToken cancellationToken)
    {
        // Once more where none was freed, too: a job may have given its pages back after they were counted.
        for (var anyFreed = true; ;)
        {
            if (await TryAsync().ConfigureAwait(false))
            {
                return true;
            }

            if (!anyFreed)
            {
                return false;
            }

            anyFreed = await FreeEndedAsync(job.Tenant, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }

        Task<bool> TryAsync() => TryChangeAsync(
            job.Tenant,
            async known =>
            {
                if (known.Jobs.GetValueOrDefault(job.Id)?.Pages == pages)
                {
                    return known;
                }

                // After the places: a job that ends in between is seen twice, never not at all. So is one that was counted and
                // has not yet given its place back, until what has ended is freed.
                var used = await UsedTodayAsync(job.Tenant, cancellationToken).ConfigureAwait(false);
                return used + known.PagesOfOthers(job.Id) + pages > quota ? null
                    : known.With(job.Id, new JobPlace(pages, time.GetUtcNow()));
            },
            cancellationToken);
    }

    /// <summary>Pages of the day that are used or kept; what is kept for jobs that have ended is free from then on.</summary>
    public async Task<long> PagesTakenAsync(string tenant, long quota, CancellationToken cancellationToken)
    {
        for (var anyFreed = true; ;)
        {
            var taken = await TakenAsync().ConfigureAwait(false);
            if (taken < quota || !anyFreed)
            {
                return taken;
            }

            anyFreed = await FreeEndedAsync(tenant, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }

        async Task<long> TakenAsync()
        {
            var known = await places.FindAsync(KeyOf(tenant), cancellationToken).ConfigureAwait(false);
            return (known?.PagesOfOthers("") ?? 0) + await UsedTodayAsync(tenant, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The job has ended, and was counted.</summary>
    public Task ReleaseAsync(JobId job, CancellationToken cancellationToken) => TryChangeAsync(
        job.Tenant, known => Task.FromResult<JobsAtWork?>(Without(known, id => id == job.Id)), cancellationToken);

    // Whether any had ended. What was looked at is not looked at again for that while, by no replica.
    private async Task<bool> FreeEndedAsync(string tenant, TimeSpan lookAfter, CancellationToken cancellationToken)
    {
        var anyEnded = false;
        await TryChangeAsync(
            tenant,
            async known =>
            {
                var now = time.GetUtcNow();
                anyEnded = false;
                var left = known;
                foreach (var (id, place) in known.Jobs.Where(job => now - job.Value.SeenAt >= lookAfter))
                {
                    var record = await jobs.FindAsync(new JobId(tenant, id), cancellationToken).ConfigureAwait(false);
                    var hasEnded = record is null || record.Status.IsTerminal();
                    anyEnded |= hasEnded;
                    left = hasEnded ? Without(left, other => other == id)
                        : now - place.SeenAt >= LookAfter ? left.With(id, place with { SeenAt = now })
                        : left;
                }

                return left;
            },
            cancellationToken).ConfigureAwait(false);
        return anyEnded;
    }

    // The change returns null for no, and what it was given to leave it as it is.
    private async Task<bool> TryChangeAsync(
        string tenant, Func<JobsAtWork, Task<JobsAtWork?>> change, CancellationToken cancellationToken)
    {
        var (key, gate) = (KeyOf(tenant), _gates.GetOrAdd(tenant, _ => new SemaphoreSlim(1)));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var (stored, etag) = await places.ReadAsync(key, cancellationToken).ConfigureAwait(false);
                var known = stored ?? JobsAtWork.None;
                if (await change(known).ConfigureAwait(false) is not { } changed)
                {
                    return false;
                }

                if (ReferenceEquals(changed, known)
                    || await places.TryReplaceAsync(key, changed, etag, timeToLive: null, cancellationToken)
                        .ConfigureAwait(false))
                {
                    return true;
                }
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<long> UsedTodayAsync(string tenant, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return (await usage.ReadAsync(tenant, today, cancellationToken).ConfigureAwait(false)).PagesTotal;
    }

    private static JobsAtWork Without(JobsAtWork known, Func<string, bool> isGone) =>
        known.Jobs.Keys.Any(isGone) ? new(known.Jobs.Where(job => !isGone(job.Key)).ToDictionary()) : known;

    private static string KeyOf(string tenant) => $"limits/{tenant}/jobs";
}
