namespace Dapr;

/// <summary>Endpoint metadata: whether messages of the topic come without an envelope.</summary>
public interface IRawTopicMetadata
{
    /// <summary>True for payloads that are not cloud events; null leaves it to <see cref="SubscribeOptions"/>.</summary>
    bool? EnableRawPayload { get; }
}
