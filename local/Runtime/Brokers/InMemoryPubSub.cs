using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Loading;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Brokers;

/// <summary>
/// <c>pubsub.in-memory</c>: a bus for every app id of this process. Each app id that ever subscribed to a topic keeps a queue of
/// its own, also while it is away; a message not acknowledged comes again after a growing delay. Nothing survives the process.
/// Settings: <c>maxInFlight</c> (2 per core), <c>redeliveryDelay</c> (100ms).
/// </summary>
internal sealed class InMemoryPubSub(ComponentContext context) : IPubSub
{
    private readonly ILogger _logger = context.LoggerFactory.CreateLogger<InMemoryPubSub>();
    private readonly Lock _gate = new();
    private Queue[] _queues = [];
    private QueueOptions? _options;

    public Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken)
    {
        _options = QueueOptions.Read(metadata);
        return Task.CompletedTask;
    }

    public Task PublishAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        foreach (var queue in _queues)
        {
            if (queue.Takes(request.Topic))
            {
                queue.Add(new Delivery(request.Topic, request.Data, DeliveryCount: 1));
            }
        }

        return Task.CompletedTask;
    }

    public Task<IAsyncDisposable> SubscribeAsync(
        SubscribeRequest request, DeliveryHandler handler, CancellationToken cancellationToken) =>
        Task.FromResult<IAsyncDisposable>(new QueueReader(QueueOf(request), _options!, handler, context.Time, _logger));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Queue QueueOf(SubscribeRequest request)
    {
        lock (_gate)
        {
            var queue = Array.Find(_queues, queue => queue.Topic == request.Topic && queue.AppId == request.AppId);
            if (queue is null)
            {
                queue = new Queue(request.Topic, request.AppId);
                // A new array each time, so that publishing needs no lock.
                _queues = [.. _queues, queue];
            }

            return queue;
        }
    }
}
