namespace Dapr.Client;

/// <summary>What an operation of a transaction does.</summary>
public enum StateOperationType
{
    /// <summary>Writes the value.</summary>
    Upsert,

    /// <summary>Removes the key.</summary>
    Delete,
}
