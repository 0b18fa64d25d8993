namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>The values of many keys as text. Fails as a whole where one of them cannot be read.</summary>
    /// <param name="storeName">The name of the store.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="parallelism">How many reads the sidecar does at a time; null or 0 for its default.</param>
    /// <param name="metadata">Metadata for the component.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public abstract Task<IReadOnlyList<BulkStateItem>> GetBulkStateAsync(
        string storeName,
        IReadOnlyList<string> keys,
        int? parallelism,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>The values of many keys from JSON. Fails as a whole where one of them cannot be read.</summary>
    public abstract Task<IReadOnlyList<BulkStateItem<TValue>>> GetBulkStateAsync<TValue>(
        string storeName,
        IReadOnlyList<string> keys,
        int? parallelism,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Writes many values as JSON; not atomic.</summary>
    public abstract Task SaveBulkStateAsync<TValue>(
        string storeName, IReadOnlyList<SaveStateItem<TValue>> items, CancellationToken cancellationToken = default);

    /// <summary>Removes many keys; not atomic.</summary>
    public abstract Task DeleteBulkStateAsync(
        string storeName, IReadOnlyList<BulkDeleteStateItem> items, CancellationToken cancellationToken = default);

    /// <summary>Does all of the operations or none.</summary>
    public abstract Task ExecuteStateTransactionAsync(
        string storeName,
        IReadOnlyList<StateTransactionRequest> operations,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Searches values with Dapr's JSON query language (alpha; few stores support it).</summary>
    /// <exception cref="StateQueryException{TValue}">Some of the hits could not be read.</exception>
    public abstract Task<StateQueryResponse<TValue>> QueryStateAsync<TValue>(
        string storeName,
        string jsonQuery,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);
}
