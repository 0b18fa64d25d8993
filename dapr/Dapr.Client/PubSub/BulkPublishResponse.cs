namespace Dapr.Client;

/// <summary>The outcome of a bulk publish: what is not listed was published.</summary>
public class BulkPublishResponse<TValue>(List<BulkPublishResponseFailedEntry<TValue>> failedEntries)
{
    /// <summary>The events that were not published.</summary>
    public List<BulkPublishResponseFailedEntry<TValue>> FailedEntries { get; } = failedEntries;
}
