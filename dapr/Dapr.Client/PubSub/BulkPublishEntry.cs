namespace Dapr.Client;

/// <summary>One event of a bulk publish, as it was sent.</summary>
public class BulkPublishEntry<TValue>(string entryId, TValue eventData, string contentType, Dictionary<string, string>? metadata = null)
{
    /// <summary>The place of the event in the list, as text.</summary>
    public string EntryId { get; } = entryId;

    /// <summary>The event.</summary>
    public TValue EventData { get; } = eventData;

    /// <summary>The media type it was sent with.</summary>
    public string ContentType { get; } = contentType;

    /// <summary>Metadata of this event.</summary>
    public Dictionary<string, string>? Metadata { get; } = metadata;
}
