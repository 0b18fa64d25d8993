using DaprProcessing.Local.Components;
using DaprProcessing.Local.Runtime.Loading;
using DaprProcessing.Local.Runtime.Policies;
using DaprProcessing.Local.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>Starts subscriptions on their component.</summary>
internal sealed class TopicSubscriber(ComponentCatalog catalog, PolicyCatalog policies, bool isStrict, TimeProvider time, ILoggerFactory loggerFactory)
{
    private readonly ILogger _logger = loggerFactory.CreateLogger("DaprProcessing.Local.Runtime.Dispatch");

    /// <summary>Throws <see cref="ResourceException"/> where the subscription can never work, <see cref="ComponentException"/> where the broker is away.</summary>
    /// <param name="sink">Where messages go; owned by the result where it is disposable.</param>
    public async Task<IAsyncDisposable> StartAsync(
        string appId, SubscriptionDefinition subscription, IMessageSink sink, CancellationToken cancellationToken)
    {
        if (catalog.Find<IPubSub>(appId, subscription.PubSubName) is not { } pubSub)
        {
            throw new ResourceException($"subscription to '{subscription.Topic}': there is no pubsub '{subscription.PubSubName}' for '{appId}'");
        }

        if (!TopicScopes.MaySubscribe(pubSub.Component.Metadata, appId, subscription.Topic))
        {
            throw new ResourceException($"'{appId}' may not subscribe to '{subscription.Topic}' of '{subscription.PubSubName}'");
        }

        var dispatcher = new TopicDispatcher(
            subscription, appId, sink, policies.Inbound(appId, subscription.PubSubName),
            new DeadLetterSender(pubSub.Instance, _logger), isStrict, time, _logger);
        var running = new RunningSubscription(dispatcher, sink, _logger);
        try
        {
            await running.StartAsync(pubSub.Instance, new SubscribeRequest(subscription.Topic, appId, subscription.Metadata), cancellationToken);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }
}
