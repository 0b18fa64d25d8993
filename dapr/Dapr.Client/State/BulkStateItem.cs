namespace Dapr.Client;

/// <summary>A key that was read in bulk, its value as text.</summary>
public readonly struct BulkStateItem(string key, string value, string etag)
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The value as UTF-8 text; empty where the key is absent.</summary>
    public string Value { get; } = value;

    /// <summary>The ETag of the value; empty where the key is absent.</summary>
    public string ETag { get; } = etag;
}
