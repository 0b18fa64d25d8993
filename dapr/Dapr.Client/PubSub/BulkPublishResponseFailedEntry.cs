namespace Dapr.Client;

/// <summary>An event that was not published.</summary>
public class BulkPublishResponseFailedEntry<TValue>(BulkPublishEntry<TValue> entry, string errorMessage)
{
    /// <summary>The event.</summary>
    public BulkPublishEntry<TValue> Entry { get; } = entry;

    /// <summary>Why it was not published.</summary>
    public string ErrorMessage { get; } = errorMessage;
}
