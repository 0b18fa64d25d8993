using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.Loading;
using DaprProcessing.Local.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>Starts subscriptions on their component.</summary>
internal sealed class TopicSubscriber(ComponentCatalog catalog, TimeProvider time, ILoggerFactory loggerFactory)
{
    private readonly ILogger _logger = loggerFactory.CreateLogger("DaprProcessing.Local.Runtime.Dispatch");

    /// <summary>
    /// Throws <see cref="ResourceException"/> where the subscription can never work, <see cref="ComponentException"/> where the
    /// broker is away.
    /// </summary>
    public async Task<IAsyncDisposable> StartAsync(
        string appId, SubscriptionDefinition subscription, AppChannel channel, CancellationToken cancellationToken)
    {
        if (catalog.Find<IPubSub>(appId, subscription.PubSubName) is not { } pubSub)
        {
            throw new ResourceException(
                $"subscription to '{subscription.Topic}': there is no pubsub '{subscription.PubSubName}' for '{appId}'");
        }

        var dispatcher = new TopicDispatcher(
            subscription, appId, new HttpMessageSink(channel, subscription), new DeadLetterSender(pubSub.Instance, _logger), time,
            _logger);
        var running = new RunningSubscription(dispatcher, _logger);
        try
        {
            await running.StartAsync(
                pubSub.Instance, new SubscribeRequest(subscription.Topic, appId, subscription.Metadata), cancellationToken);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }
}
