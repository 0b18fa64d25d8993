namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>The values of one secret.</summary>
    public abstract Task<Dictionary<string, string>> GetSecretAsync(
        string storeName, string key, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);

    /// <summary>The values of every secret the application may read, by name.</summary>
    public abstract Task<Dictionary<string, Dictionary<string, string>>> GetBulkSecretAsync(
        string storeName, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);
}
