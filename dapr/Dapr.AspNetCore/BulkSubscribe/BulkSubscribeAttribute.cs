namespace Dapr.AspNetCore;

/// <summary>Takes the messages of a topic several at a time. The endpoint also needs a <see cref="TopicAttribute"/>.</summary>
/// <param name="topicName">The topic.</param>
/// <param name="maxMessagesCount">The most messages in one call.</param>
/// <param name="maxAwaitDurationMs">The longest, in milliseconds, that the first message waits for others.</param>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public class BulkSubscribeAttribute(string topicName, int maxMessagesCount = 100, int maxAwaitDurationMs = 1000) : Attribute, IBulkSubscribeMetadata
{
    /// <inheritdoc />
    public string TopicName { get; } = topicName;

    /// <inheritdoc />
    public int MaxMessagesCount { get; } = maxMessagesCount;

    /// <inheritdoc />
    public int MaxAwaitDurationMs { get; } = maxAwaitDurationMs;
}
