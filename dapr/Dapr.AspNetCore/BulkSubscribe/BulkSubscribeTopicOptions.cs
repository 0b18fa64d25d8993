namespace Dapr.AspNetCore;

/// <summary>A bulk subscription in one object, for <c>WithBulkSubscribe</c>.</summary>
public class BulkSubscribeTopicOptions
{
    /// <summary>The topic.</summary>
    public required string TopicName { get; set; }

    /// <summary>The most messages in one call.</summary>
    public int MaxMessagesCount { get; set; } = 100;

    /// <summary>The longest, in milliseconds, that the first message waits for others.</summary>
    public int MaxAwaitDurationMs { get; set; } = 1000;
}
