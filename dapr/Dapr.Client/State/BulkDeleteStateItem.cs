namespace Dapr.Client;

/// <summary>A key to remove in bulk.</summary>
public readonly struct BulkDeleteStateItem(
    string key, string? etag, StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default)
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The ETag the stored value must have; null for any.</summary>
    public string? ETag { get; } = etag;

    /// <summary>Guarantees asked of the store.</summary>
    public StateOptions? StateOptions { get; } = stateOptions;

    /// <summary>Metadata for the component.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; } = metadata;
}
