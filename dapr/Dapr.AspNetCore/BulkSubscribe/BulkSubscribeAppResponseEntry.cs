namespace Dapr.AspNetCore;

/// <summary>The answer for one message.</summary>
public class BulkSubscribeAppResponseEntry(string entryId, BulkSubscribeAppResponseStatus status)
{
    /// <summary>The id of the message.</summary>
    public string EntryId { get; } = entryId;

    /// <summary>What to do with it.</summary>
    public string Status { get; } = status.ToString();
}
