namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>The value of a key; the default where it is absent.</summary>
    public abstract Task<TValue> GetStateAsync<TValue>(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>The value of a key and its ETag, which is empty where the key is absent.</summary>
    public abstract Task<(TValue value, string etag)> GetStateAndETagAsync<TValue>(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>The stored bytes of a key; empty where it is absent.</summary>
    public abstract Task<ReadOnlyMemory<byte>> GetByteStateAsync(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>The stored bytes of a key and their ETag.</summary>
    public abstract Task<(ReadOnlyMemory<byte>, string etag)> GetByteStateAndETagAsync(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>The value of a key as an entry that can be changed and saved.</summary>
    public async Task<StateEntry<TValue>> GetStateEntryAsync<TValue>(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        var (value, etag) = await GetStateAndETagAsync<TValue>(storeName, key, consistencyMode, metadata, cancellationToken).ConfigureAwait(false);
        return new StateEntry<TValue>(this, storeName, key, value, etag);
    }

    /// <summary>Writes a value as JSON whatever is stored.</summary>
    public abstract Task SaveStateAsync<TValue>(
        string storeName,
        string key,
        TValue value,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Writes a value as JSON if the stored one has this ETag; false if not. What an empty ETag means is up to the store.</summary>
    public abstract Task<bool> TrySaveStateAsync<TValue>(
        string storeName,
        string key,
        TValue value,
        string etag,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Writes bytes whatever is stored.</summary>
    public abstract Task SaveByteStateAsync(
        string storeName,
        string key,
        ReadOnlyMemory<byte> binaryValue,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Writes bytes if the stored ones have this ETag; false if not.</summary>
    public abstract Task<bool> TrySaveByteStateAsync(
        string storeName,
        string key,
        ReadOnlyMemory<byte> binaryValue,
        string etag,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Removes a key whatever is stored; an absent key is no error.</summary>
    public abstract Task DeleteStateAsync(
        string storeName,
        string key,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Removes a key if the stored value has this ETag; false if not.</summary>
    public abstract Task<bool> TryDeleteStateAsync(
        string storeName,
        string key,
        string etag,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);
}
