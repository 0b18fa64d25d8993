using Dapr.Client;

namespace Dapr;

/// <summary>A value together with where it came from and its ETag: change <see cref="Value"/>, then save.</summary>
public sealed class StateEntry<TValue>
{
    private readonly DaprClient _client;

    /// <summary>Creates an entry, also for tests.</summary>
    public StateEntry(DaprClient client, string storeName, string key, TValue value, string etag)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentException.ThrowIfNullOrEmpty(key);
        _client = client;
        StoreName = storeName;
        Key = key;
        Value = value;
        ETag = etag;
    }

    /// <summary>The name of the store.</summary>
    public string StoreName { get; }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>The value; the default where the key is absent.</summary>
    public TValue Value { get; set; }

    /// <summary>The ETag the value had when it was read.</summary>
    public string ETag { get; }

    /// <summary>Removes the key whatever is stored.</summary>
    public Task DeleteAsync(
        StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default) =>
        _client.DeleteStateAsync(StoreName, Key, stateOptions, metadata, cancellationToken);

    /// <summary>Writes the value whatever is stored.</summary>
    public Task SaveAsync(
        StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default) =>
        _client.SaveStateAsync(StoreName, Key, Value, stateOptions, metadata, cancellationToken);

    /// <summary>Writes the value if the stored one has not changed since it was read; false if it has.</summary>
    public Task<bool> TrySaveAsync(
        StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default) =>
        _client.TrySaveStateAsync(StoreName, Key, Value, ETag, stateOptions, metadata, cancellationToken);

    /// <summary>Removes the key if the stored value has not changed since it was read; false if it has.</summary>
    public Task<bool> TryDeleteAsync(
        StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default) =>
        _client.TryDeleteStateAsync(StoreName, Key, ETag, stateOptions, metadata, cancellationToken);
}
