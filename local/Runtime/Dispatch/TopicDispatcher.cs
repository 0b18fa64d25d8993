using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.CloudEvents;
using DaprProcessing.Local.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>What every message of one subscription goes through: expiration, app, dead letters.</summary>
internal sealed class TopicDispatcher(
    SubscriptionDefinition subscription, string appId, HttpMessageSink sink, DeadLetterSender deadLetters, TimeProvider time,
    ILogger logger)
{
    /// <summary>An app that dies with a message in hand gets it this often before the message is taken to be the cause.</summary>
    private const int MaxLossesMidCall = 5;

    /// <param name="draining">Set when the subscription ends: the broker keeps what the app did not take.</param>
    public async Task<DeliveryOutcome> HandleAsync(
        Delivery delivery, CancellationToken draining, CancellationToken cancellationToken)
    {
        EnvelopeFacts facts = default;
        if (!subscription.IsRawPayload)
        {
            facts = EnvelopeFacts.Read(delivery.Data.Span);
            if (!facts.IsJson)
            {
                logger.LogWarning("a message of {Topic} is not a CloudEvent: its bytes are not a JSON object", delivery.Topic);
                return await GiveUpAsync(delivery, DeliveryOutcome.Retry);
            }

            if (facts.Expiration is { } end && end <= time.GetUtcNow())
            {
                return await GiveUpAsync(delivery, DeliveryOutcome.Drop);
            }
        }

        return await SendAsync(delivery, facts, draining, cancellationToken);
    }

    private async Task<DeliveryOutcome> SendAsync(
        Delivery delivery, EnvelopeFacts facts, CancellationToken draining, CancellationToken cancellationToken)
    {
        try
        {
            if (await sink.SendAsync(delivery, facts, cancellationToken) == AppAnswer.Success)
            {
                return DeliveryOutcome.Ack;
            }

            logger.LogWarning("{AppId} dropped message {Id} of {Topic}", appId, facts.Id, delivery.Topic);
            return await GiveUpAsync(delivery, DeliveryOutcome.Drop);
        }
        catch (DeliveryFailedException failure)
        {
            logger.Log(
                failure.IsAskedFor || draining.IsCancellationRequested ? LogLevel.Debug : LogLevel.Warning,
                "{AppId} did not take message {Id} of {Topic} (delivery {Count}): {Reason}",
                appId, facts.Id, delivery.Topic, delivery.DeliveryCount, failure.Message);
            return draining.IsCancellationRequested || IsAppAway(failure, delivery)
                ? DeliveryOutcome.Retry
                : await GiveUpAsync(delivery, DeliveryOutcome.Retry);
        }
        catch (OperationCanceledException)
        {
            return DeliveryOutcome.Retry;
        }
    }

    // A message is not at fault for an app that is not there; a dead letter would lose it over a restart.
    private static bool IsAppAway(DeliveryFailedException failure, Delivery delivery) => failure.Loss switch
    {
        AppLoss.BeforeCall => true,
        AppLoss.MidCall => delivery.DeliveryCount < MaxLossesMidCall,
        _ => false,
    };

    private async Task<DeliveryOutcome> GiveUpAsync(Delivery delivery, DeliveryOutcome without)
    {
        if (subscription.DeadLetterTopic is not { } topic)
        {
            return without;
        }

        return await deadLetters.TrySendAsync(topic, delivery) ? DeliveryOutcome.Ack : DeliveryOutcome.Retry;
    }
}
