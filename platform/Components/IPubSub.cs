namespace DaprProcessing.Components;

/// <summary>
/// A message broker. At least once: a message whose handler did not answer <see cref="DeliveryOutcome.Ack"/> comes again.
/// </summary>
public interface IPubSub : IComponent
{
    /// <summary>Returns once the broker has stored the message; throws <see cref="ComponentException"/> otherwise.</summary>
    Task PublishAsync(PublishRequest request, CancellationToken cancellationToken);

    /// <summary>Starts delivering; dispose the result to drain in-flight handlers and stop.</summary>
    Task<IAsyncDisposable> SubscribeAsync(SubscribeRequest request, DeliveryHandler handler, CancellationToken cancellationToken);
}

/// <param name="Topic">Topic (JetStream: subject).</param>
/// <param name="Data">The bytes as stored, normally a CloudEvent envelope.</param>
/// <param name="MessageId">Names the message for the broker's duplicate detection, or null.</param>
public sealed record PublishRequest(string Topic, ReadOnlyMemory<byte> Data, string? MessageId = null);

/// <param name="Topic">Topic (JetStream: subject).</param>
/// <param name="AppId">The subscriber: replicas of one app id compete for messages.</param>
/// <param name="Metadata">The subscription's metadata over the component's: <c>durableName</c>, <c>ackWait</c>,
/// <c>maxAckPending</c> …</param>
public sealed record SubscribeRequest(string Topic, string AppId, IReadOnlyDictionary<string, string> Metadata);

/// <param name="DeliveryCount">How often the message has been handed out: 1 for the first time.</param>
public sealed record Delivery(string Topic, ReadOnlyMemory<byte> Data, int DeliveryCount)
{
    /// <summary>The header in which a runtime tells an app the count.</summary>
    public const string CountKey = "deliverycount";
}

/// <summary>Handles one message; an exception means <see cref="DeliveryOutcome.Retry"/>.</summary>
public delegate Task<DeliveryOutcome> DeliveryHandler(Delivery delivery, CancellationToken cancellationToken);

public enum DeliveryOutcome
{
    /// <summary>Done, or given up on after its dead-letter copy was stored.</summary>
    Ack,

    /// <summary>Deliver again, after the component's redelivery delay.</summary>
    Retry,

    /// <summary>Deliver again at once, to whoever asks: nothing has become of it here.</summary>
    Return,

    /// <summary>Never deliver again (poison without a dead-letter topic).</summary>
    Drop,
}
