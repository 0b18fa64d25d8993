namespace Dapr.Client;

/// <summary>Who wins when two write the same key.</summary>
public enum ConcurrencyMode
{
    /// <summary>A write with a stale ETag, or none where a value exists, fails.</summary>
    FirstWrite,

    /// <summary>The last write stays.</summary>
    LastWrite,
}
