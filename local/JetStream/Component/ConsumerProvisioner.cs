using DaprProcessing.Local.Components;
using DaprProcessing.Local.JetStream.Api;
using DaprProcessing.Local.JetStream.Client;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.JetStream;

/// <summary>The stream and consumer a subscription pulls from.</summary>
internal sealed record PullTarget(string Stream, string Consumer);

/// <summary>
/// Creates or updates the durable consumer of a subscription. A durable serves one subject; where a stream has several,
/// the subject becomes part of the name (<c>orchestrators_chunk_completed</c>), the same in every replica.
/// </summary>
internal sealed class ConsumerProvisioner(JetStreamClient jetStream, StreamProvisioner streams, JetStreamSettings component, ILogger logger)
{
    public async Task<PullTarget> EnsureAsync(SubscriptionSettings settings, CancellationToken cancellationToken)
    {
        var stream = await streams.EnsureAsync(settings.Topic, settings.StreamName, cancellationToken).ConfigureAwait(false);
        var config = settings.Consumer with { DurableName = Name(settings) };
        var existing = await jetStream.FindConsumerAsync(stream, config.DurableName, cancellationToken).ConfigureAwait(false);
        if (existing is not null && existing.FilterSubject != settings.Topic && component.IsStrict)
        {
            throw new ComponentException(ComponentErrorKind.Invalid, $"durable '{config.DurableName}' serves '{existing.FilterSubject}' already; daprd's serves one topic");
        }

        if (existing is not null && existing.FilterSubject != settings.Topic)
        {
            config = config with { DurableName = WithTopic(settings) };
            existing = await jetStream.FindConsumerAsync(stream, config.DurableName, cancellationToken).ConfigureAwait(false);
        }

        if (existing?.Config["deliver_subject"] is not null)
        {
            throw new ComponentException(
                ComponentErrorKind.Invalid,
                $"consumer '{config.DurableName}' of stream '{stream}' is a push consumer (made by another component?): delete it or choose another durableName");
        }

        try
        {
            await jetStream.CreateOrUpdateConsumerAsync(stream, config, cancellationToken).ConfigureAwait(false);
        }
        catch (JetStreamApiException exception) when (existing is not null && exception.Code == 400)
        {
            // What the server will not change is worth a warning, not an outage: the consumer works as it is.
            logger.LogWarning("Consumer {Consumer} keeps its old settings: {Reason}", config.DurableName, exception.Description);
        }

        return new(stream, config.DurableName);
    }

    private string Name(SubscriptionSettings settings) =>
        component.Catalog.Find(settings.Topic).Subjects.Count > 1 && !settings.DurableIsDefault ? WithTopic(settings) : settings.DurableName;

    private static string WithTopic(SubscriptionSettings settings) => $"{settings.DurableName}_{NatsSubject.ToName(settings.Topic)}";
}
