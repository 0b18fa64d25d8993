using System.Collections.Concurrent;
using DaprProcessing.Components;

namespace DaprProcessing.TestKit;

/// <summary>What daprd does when a part of it or its broker is away, on demand, once each.</summary>
public sealed class RuntimeFaults
{
    private readonly ConcurrentDictionary<string, int> _publishes = new();
    private int _lostStarts;

    /// <summary>The next start of a workflow is lost: the call fails, and an instance is left that never runs.</summary>
    public void LoseNextStart() => Interlocked.Increment(ref _lostStarts);

    /// <summary>The next publication on the topic is an error, and is delivered all the same.</summary>
    public void FailNextPublish(string topic) => _publishes[topic] = 0;

    /// <summary>Whether everything asked for has happened.</summary>
    public bool AllHappened => _publishes.IsEmpty && Volatile.Read(ref _lostStarts) == 0;

    internal bool TakeLostStart(string id)
    {
        var left = Volatile.Read(ref _lostStarts);
        return left > 0 && Interlocked.CompareExchange(ref _lostStarts, left - 1, left) == left;
    }

    internal IPubSub Around(IPubSub broker) => new Broker(this, broker);

    private sealed class Broker(RuntimeFaults faults, IPubSub broker) : IPubSub
    {
        public Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken) =>
            broker.InitAsync(metadata, cancellationToken);

        public async Task PublishAsync(PublishRequest request, CancellationToken cancellationToken)
        {
            await broker.PublishAsync(request, cancellationToken);
            if (faults._publishes.TryRemove(request.Topic, out _))
            {
                throw new ComponentException(ComponentErrorKind.Unavailable, "nats: timeout, on demand");
            }
        }

        public Task<IAsyncDisposable> SubscribeAsync(
            SubscribeRequest request, DeliveryHandler handler, CancellationToken cancellationToken) =>
            broker.SubscribeAsync(request, handler, cancellationToken);

        public ValueTask DisposeAsync() => broker.DisposeAsync();
    }
}
