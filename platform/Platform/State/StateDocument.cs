using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;

namespace DaprProcessing.Platform.State;

/// <summary>
/// Records of one type in the Dapr state store. Reads are strongly consistent, and every write is conditional on the ETag that
/// was read, so that of two writers one is told that it came second.
/// </summary>
public sealed class StateDocument<T>(DaprClient dapr)
    where T : class
{
    private const string Absent = "";

    private static readonly StateOptions FirstWrite =
        new() { Concurrency = ConcurrencyMode.FirstWrite, Consistency = ConsistencyMode.Strong };

    public Task<T?> FindAsync(string key, CancellationToken cancellationToken) =>
        dapr.GetStateAsync<T?>(DaprNames.StateStore, key, ConsistencyMode.Strong, cancellationToken: cancellationToken);

    /// <summary>The record and its ETag; null and an ETag for "absent" where there is none.</summary>
    public async Task<(T? Value, string ETag)> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var (value, etag) = await dapr.GetStateAndETagAsync<T?>(
            DaprNames.StateStore, key, ConsistencyMode.Strong, cancellationToken: cancellationToken).ConfigureAwait(false);
        return (value, etag ?? Absent);
    }

    /// <summary>False where there is a record already.</summary>
    public Task<bool> TryCreateAsync(string key, T value, TimeSpan? timeToLive, CancellationToken cancellationToken) =>
        TryReplaceAsync(key, value, Absent, timeToLive, cancellationToken);

    /// <summary>False where the record has changed since it was read.</summary>
    public Task<bool> TryReplaceAsync(
        string key, T value, string etag, TimeSpan? timeToLive, CancellationToken cancellationToken) =>
        dapr.TrySaveStateAsync(DaprNames.StateStore, key, value, etag, FirstWrite, Expiring(timeToLive), cancellationToken);

    /// <summary>
    /// Changes the record until no other writer was in between, and returns what is stored then.
    /// <paramref name="change"/> gets the record (null where there is none) and returns null to leave it as it is.
    /// </summary>
    public async Task<T?> UpdateAsync(string key, Func<T?, T?> change, TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (known, etag) = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
            if (change(known) is not { } changed)
            {
                return known;
            }

            if (await TryReplaceAsync(key, changed, etag, timeToLive, cancellationToken).ConfigureAwait(false))
            {
                return changed;
            }
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        dapr.DeleteStateAsync(DaprNames.StateStore, key, cancellationToken: cancellationToken);

    private static Dictionary<string, string>? Expiring(TimeSpan? timeToLive) => timeToLive is { } time
        ? new() { ["ttlInSeconds"] = ((long)Math.Max(1, Math.Ceiling(time.TotalSeconds))).ToString() }
        : null;
}
