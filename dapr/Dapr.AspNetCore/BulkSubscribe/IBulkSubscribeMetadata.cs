namespace Dapr.AspNetCore;

/// <summary>Endpoint metadata: messages of a topic come several at a time.</summary>
public interface IBulkSubscribeMetadata
{
    /// <summary>The topic.</summary>
    string TopicName { get; }

    /// <summary>The most messages in one call.</summary>
    int MaxMessagesCount { get; }

    /// <summary>The longest, in milliseconds, that the first message waits for others.</summary>
    int MaxAwaitDurationMs { get; }
}
