namespace Dapr.AspNetCore;

/// <summary>The answer to a bulk delivery. A message that is missing here is delivered again.</summary>
public class BulkSubscribeAppResponse(List<BulkSubscribeAppResponseEntry> statuses)
{
    /// <summary>One answer for each message.</summary>
    public List<BulkSubscribeAppResponseEntry> Statuses { get; } = statuses;
}
