using DaprProcessing.Local.Components;
using DaprProcessing.Local.Runtime.CloudEvents;
using DaprProcessing.Local.Runtime.Policies;
using DaprProcessing.Local.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>What every message of one subscription goes through: expiration, route, app, retries, dead letters.</summary>
internal sealed class TopicDispatcher(
    SubscriptionDefinition subscription, string appId, IMessageSink sink, Policy policy, DeadLetterSender deadLetters,
    bool isStrict, TimeProvider time, ILogger logger)
{
    /// <summary>An app that dies with a message in hand gets it this often before the message is taken to be the cause.</summary>
    private const int MaxLossesMidCall = 5;

    private readonly MessageRouter _router = new(subscription);

    /// <param name="stopRetrying">Set when the subscription drains: no new tries, the broker keeps the message.</param>
    public async Task<DeliveryOutcome> HandleAsync(
        Delivery delivery, CancellationToken stopRetrying, CancellationToken cancellationToken)
    {
        EnvelopeFacts facts = default;
        string? path;
        if (subscription.IsRawPayload)
        {
            path = subscription.Rules[^1].Path;
        }
        else
        {
            facts = EnvelopeFacts.Read(delivery.Data.Span);
            if (!facts.IsJson)
            {
                return await GiveUpAsync(delivery, "not a CloudEvent: the stored bytes are not a JSON object", DeliveryOutcome.Retry);
            }

            if (facts.Expiration is { } end && end <= time.GetUtcNow())
            {
                return await GiveUpAsync(delivery, "expired", DeliveryOutcome.Drop);
            }

            path = _router.Route(delivery.Data);
        }

        return path is null
            ? await GiveUpAsync(delivery, "no route matches", DeliveryOutcome.Ack)
            : await SendAsync(new OutgoingMessage(delivery, facts, path), stopRetrying, cancellationToken);
    }

    private async Task<DeliveryOutcome> SendAsync(OutgoingMessage message, CancellationToken stopRetrying, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await policy.RunAsync(
                token => sink.SendAsync(message, token), failure => failure is DeliveryFailedException, cancellationToken, stopRetrying);
            if (answer == AppAnswer.Success)
            {
                return DeliveryOutcome.Ack;
            }

            logger.LogWarning("{AppId} dropped message {Id} of {Topic}", appId, message.Facts.Id, message.Delivery.Topic);
            return await GiveUpAsync(message.Delivery, "dropped by the app", DeliveryOutcome.Drop);
        }
        catch (Exception failure) when (failure is DeliveryFailedException or TimeoutException or CircuitOpenException)
        {
            logger.LogWarning(
                "{AppId} did not take message {Id} of {Topic} (delivery {Count}): {Reason}",
                appId, message.Facts.Id, message.Delivery.Topic, message.Delivery.DeliveryCount, failure.Message);
            return stopRetrying.IsCancellationRequested || IsAppAway(failure, message.Delivery)
                ? DeliveryOutcome.Retry
                : await GiveUpAsync(message.Delivery, failure.Message, DeliveryOutcome.Retry);
        }
        catch (OperationCanceledException)
        {
            return DeliveryOutcome.Retry;
        }
    }

    // A message is not at fault for an app that is not there; a dead letter would lose it over a restart. daprd does not look.
    private bool IsAppAway(Exception failure, Delivery delivery) => !isStrict && (failure as DeliveryFailedException)?.Loss switch
    {
        AppLoss.BeforeCall => true,
        AppLoss.MidCall => delivery.DeliveryCount < MaxLossesMidCall,
        _ => failure is CircuitOpenException,
    };

    private async Task<DeliveryOutcome> GiveUpAsync(Delivery delivery, string reason, DeliveryOutcome without)
    {
        if (subscription.DeadLetterTopic is not { } topic)
        {
            return without;
        }

        return await deadLetters.TrySendAsync(topic, delivery, reason) ? DeliveryOutcome.Ack : DeliveryOutcome.Retry;
    }
}
