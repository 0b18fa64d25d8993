namespace Dapr.Client;

/// <summary>One operation of a transaction.</summary>
public sealed class StateTransactionRequest
{
    /// <summary>Creates an operation.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The bytes to write; null for a delete.</param>
    /// <param name="operationType">Write or remove.</param>
    /// <param name="etag">The ETag the stored value must have; null for any.</param>
    /// <param name="metadata">Metadata for the component.</param>
    /// <param name="options">Guarantees asked of the store.</param>
    public StateTransactionRequest(
        string key,
        byte[]? value,
        StateOperationType operationType,
        string? etag = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        StateOptions? options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Key = key;
        Value = value;
        OperationType = operationType;
        ETag = etag;
        Metadata = metadata;
        Options = options;
    }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>The bytes to write.</summary>
    public byte[]? Value { get; set; }

    /// <summary>Write or remove.</summary>
    public StateOperationType OperationType { get; set; }

    /// <summary>The ETag the stored value must have.</summary>
    public string? ETag { get; set; }

    /// <summary>Metadata for the component.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; set; }

    /// <summary>Guarantees asked of the store.</summary>
    public StateOptions? Options { get; set; }
}
