namespace Dapr.AspNetCore;

/// <summary>One message of a bulk delivery.</summary>
public class BulkSubscribeMessageEntry<TValue>(
    string entryId, TValue @event, string? contentType = null, Dictionary<string, string>? metadata = null)
{
    /// <summary>What the answer names the message by.</summary>
    public string EntryId { get; set; } = entryId;

    /// <summary>The event.</summary>
    public TValue Event { get; set; } = @event;

    /// <summary>The media type of the event.</summary>
    public string? ContentType { get; set; } = contentType;

    /// <summary>Metadata of the message.</summary>
    public Dictionary<string, string>? Metadata { get; set; } = metadata;
}
