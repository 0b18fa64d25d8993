namespace Dapr.Client;

/// <summary>A key that was read in bulk.</summary>
public readonly struct BulkStateItem<TValue>(string key, TValue value, string etag)
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The value; the default where the key is absent.</summary>
    public TValue Value { get; } = value;

    /// <summary>The ETag of the value; empty where the key is absent.</summary>
    public string ETag { get; } = etag;
}
