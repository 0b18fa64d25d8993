using DaprProcessing.Components;
using Microsoft.Extensions.Logging;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.JetStream;

/// <summary>
/// Creates or updates the durable consumer of a subscription. A durable serves one subject; where a stream has several,
/// the subject becomes part of the name (<c>orchestrators_chunk_completed</c>), the same in every replica.
/// </summary>
internal sealed partial class ConsumerProvisioner(
    BrokerConnection connection, StreamProvisioner streams, JetStreamSettings component, ILogger logger)
{
    public async Task<PullTarget> EnsureAsync(SubscriptionSettings settings, CancellationToken cancellationToken)
    {
        var stream = await streams.EnsureAsync(settings.Topic, settings.StreamName, cancellationToken);
        var name = Name(settings);
        var existing = await FindAsync(stream, name, cancellationToken);
        if (existing is not null && existing.FilterSubject != settings.Topic)
        {
            name = WithTopic(settings);
            existing = await FindAsync(stream, name, cancellationToken);
        }

        if (existing?.DeliverSubject is not null)
        {
            throw Invalid($"consumer '{name}' of stream '{stream}' is a push consumer (made by another component?): "
                + "delete it or choose another durableName");
        }

        var wanted = existing is null
            ? settings.Consumer with { Name = name, DurableName = name }
            : Update(existing, settings.Consumer);
        if (wanted != existing)
        {
            await WriteAsync(stream, wanted, existing is null, cancellationToken);
        }

        return new(stream, name);
    }

    /// <summary>What may change after the creation; the rest stays as it is.</summary>
    private static ConsumerConfig Update(ConsumerConfig existing, ConsumerConfig wanted) =>
        existing.AckWait == wanted.AckWait && existing.MaxDeliver == wanted.MaxDeliver
        && existing.MaxAckPending == wanted.MaxAckPending && existing.FilterSubject == wanted.FilterSubject
            ? existing
            : existing with
            {
                Name = existing.Name ?? existing.DurableName,
                AckWait = wanted.AckWait,
                MaxDeliver = wanted.MaxDeliver,
                MaxAckPending = wanted.MaxAckPending,
                FilterSubject = wanted.FilterSubject,
            };

    private async Task WriteAsync(string stream, ConsumerConfig config, bool isNew, CancellationToken cancellationToken)
    {
        try
        {
            await connection.CallAsync(
                (jetStream, token) => jetStream.CreateOrUpdateConsumerAsync(stream, config, token), cancellationToken);
        }
        catch (NatsJSApiException exception) when (!isNew && exception.Error.Code == 400)
        {
            // What the server will not change is worth a warning, not an outage: the consumer works as it is.
            LogKept(config.DurableName, exception.Message);
        }
    }

    private async Task<ConsumerConfig?> FindAsync(string stream, string name, CancellationToken cancellationToken)
    {
        try
        {
            var consumer = await connection.CallAsync(
                (jetStream, token) => jetStream.GetConsumerAsync(stream, name, token), cancellationToken);
            return consumer.Info.Config;
        }
        catch (NatsJSApiException exception)
            when (exception.Error.ErrCode is JetStreamErrorCodes.ConsumerNotFound or JetStreamErrorCodes.StreamNotFound)
        {
            return null;
        }
    }

    private string Name(SubscriptionSettings settings) =>
        component.Catalog.Find(settings.Topic).Subjects.Count > 1 && !settings.DurableIsDefault
            ? WithTopic(settings)
            : settings.DurableName;

    private static string WithTopic(SubscriptionSettings settings) =>
        $"{settings.DurableName}_{NatsSubject.ToName(settings.Topic)}";

    private static ComponentException Invalid(string message) => new(ComponentErrorKind.Invalid, message);

    [LoggerMessage(LogLevel.Warning, "Consumer {Consumer} keeps its old settings: {Reason}")]
    private partial void LogKept(string? consumer, string reason);
}
