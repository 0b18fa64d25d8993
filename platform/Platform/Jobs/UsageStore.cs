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
public sealed class UsageStore(DaprClient dapr, StateDocument<JobRecord> jobs, StateDocument<UsageDay> days)
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
            var (known, etag) = await jobs.ReadAsync(JobKeys.Record(job), cancellationToken).ConfigureAwait(false);
            if (known is null || known.Status.IsTerminal())
            {
                return known;
            }

            var ended = end(known);
            var key = KeyOf(job.Tenant, DateOnly.FromDateTime(ended.FinishedAt!.Value.UtcDateTime), ShardOf(job));
            var (day, dayEtag) = await days.ReadAsync(key, cancellationToken).ConfigureAwait(false);
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
