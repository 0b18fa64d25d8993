using System.Globalization;
using System.Text.Json;
using Dapr;
using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.State;

namespace DaprProcessing.Platform.Jobs;

/// <summary>
/// What tenants have used, by day. A job is counted in the transaction that ends it, so that it counts exactly once, however
/// often its end is tried.
/// </summary>
public sealed class UsageStore(
    DaprClient dapr, StateDocument<JobRecord> jobs, StateDocument<UsageDay> days, TimeProvider time)
{
    // Jobs that end at the same time mostly change different records.
    private const int Shards = 8;

    private const int MaxTries = 50;
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    private static readonly StateOptions FirstWrite =
        new() { Concurrency = ConcurrencyMode.FirstWrite, Consistency = ConsistencyMode.Strong };

    public async Task<UsageDay> ReadAsync(string tenant, DateOnly day, CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, Shards)
            .Select(shard => days.FindAsync(KeyOf(tenant, day, shard), cancellationToken))).ConfigureAwait(false);
        return shards.OfType<UsageDay>().Aggregate(UsageDay.Nothing, (sum, shard) => sum.Plus(shard));
    }

    /// <summary>
    /// Moves a job to its terminal state and counts it. One that has ended is left as it is; null where there is no such job.
    /// </summary>
    /// <param name="used">What an ended job is to count for.</param>
    public async Task<JobRecord?> EndAsync(
        JobId job, Func<JobRecord, JobRecord> end, Func<JobRecord, UsageDay> used, CancellationToken cancellationToken)
    {
        (string Job, string Day) last = default;
        for (var tries = 1; ; tries++)
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var ((known, etag), (day, dayEtag)) = await ReadAsync(
                job, KeyOf(job.Tenant, today, ShardOf(job)), isSure: tries > 1, cancellationToken).ConfigureAwait(false);
            if (known is null || known.Status.IsTerminal())
            {
                return known;
            }

            var ended = end(known);
            var endedOn = DateOnly.FromDateTime(ended.FinishedAt!.Value.UtcDateTime);
            var key = KeyOf(job.Tenant, endedOn, ShardOf(job));
            if (endedOn != today)
            {
                // Midnight was in between.
                (day, dayEtag) = await days.ReadAsync(key, cancellationToken).ConfigureAwait(false);
            }

            try
            {
                await dapr.ExecuteStateTransactionAsync(
                    DaprNames.StateStore,
                    [
                        Upsert(JobKeys.Record(job), ended, etag, null),
                        Upsert(key, (day ?? UsageDay.Nothing).Plus(used(ended)), dayEtag, KeptFor),
                    ],
                    cancellationToken: cancellationToken).ConfigureAwait(false);
                return ended;
            }
            catch (DaprException) when (tries < MaxTries && last != (etag, dayEtag))
            {
                // Stores do not say alike that a record has changed meanwhile: another look tells it from a store that is away,
                // which leaves both as they were.
                last = (etag, dayEtag);
            }
        }
    }

    // Both in one call. It does not say how fresh it is: a record that is not there yet is looked at by itself, and one that
    // has changed since lets the transaction fail.
    private async Task<((JobRecord? Value, string ETag) Job, (UsageDay? Value, string ETag) Day)> ReadAsync(
        JobId job, string day, bool isSure, CancellationToken cancellationToken)
    {
        var record = JobKeys.Record(job);
        if (!isSure)
        {
            var found = await dapr.GetBulkStateAsync(
                DaprNames.StateStore, [record, day], parallelism: 2, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (Find<JobRecord>(found, record) is { Value: not null } known)
            {
                return (known, Find<UsageDay>(found, day));
            }
        }

        return (
            await jobs.ReadAsync(record, cancellationToken).ConfigureAwait(false),
            await days.ReadAsync(day, cancellationToken).ConfigureAwait(false));
    }

    private static (T? Value, string ETag) Find<T>(IReadOnlyList<BulkStateItem> found, string key)
        where T : class =>
        found.FirstOrDefault(item => item.Key == key) is { Value.Length: > 0 } item
            ? (JsonSerializer.Deserialize<T>(item.Value, ServiceHost.Json), item.ETag ?? "") : (null, "");

    private static StateTransactionRequest Upsert<T>(string key, T value, string etag, TimeSpan? timeToLive) => new(
        key, JsonSerializer.SerializeToUtf8Bytes(value, ServiceHost.Json), StateOperationType.Upsert, etag,
        timeToLive is { TotalSeconds: var seconds }
            ? new Dictionary<string, string> { ["ttlInSeconds"] = ((long)seconds).ToString(CultureInfo.InvariantCulture) } : null,
        FirstWrite);

    // The same in every process: string.GetHashCode is not.
    private static int ShardOf(JobId job) => job.Id.Sum(letter => letter) % Shards;

    private static string KeyOf(string tenant, DateOnly day, int shard) =>
        $"usage/{tenant}/{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}/{shard}";
}
