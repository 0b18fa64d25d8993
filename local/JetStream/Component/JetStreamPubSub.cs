using System.Diagnostics;
using DaprProcessing.Local.Components;
using DaprProcessing.Local.JetStream.Api;
using DaprProcessing.Local.JetStream.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaprProcessing.Local.JetStream;

/// <summary>
/// Dapr publish/subscribe over NATS JetStream with pull consumers: bounded work per replica, progress heartbeats that the work
/// cannot block, streams and consumers created, updated and healed. Metadata names are those of <c>pubsub.jetstream</c>;
/// <c>README.md</c> beside this project lists them with what is added.
/// </summary>
/// <param name="isStrict">
/// Only what daprd's own component does: streams are looked up and never made, a durable serves one topic, a failed message stays away for
/// <c>ackWait</c>, long work gives no sign of life, and the metadata of subscriptions is not read.
/// </param>
public sealed class JetStreamPubSub(ILoggerFactory? loggerFactory = null, bool isStrict = false) : IPubSub
{
    private readonly ILogger _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<JetStreamPubSub>();
    private readonly List<PullSubscription> _subscriptions = [];
    private readonly Lock _gate = new();
    private Parts? _parts;

    /// <summary>Checks the metadata and connects. A server that is merely away is waited for in the background; one that refuses the credentials is an error.</summary>
    public async Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken)
    {
        var settings = JetStreamSettings.Read(metadata, isStrict);
        var parts = Parts.Create(settings, _logger);
        try
        {
            await WaitForFirstConnectionAsync(settings, parts.Connection, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await parts.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        _parts = parts;
    }

    /// <inheritdoc/>
    public Task PublishAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        RequireSubject(request.Topic, NatsSubject.RequirePublishable);
        return Ready.Publisher.PublishAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> SubscribeAsync(SubscribeRequest request, DeliveryHandler handler, CancellationToken cancellationToken)
    {
        RequireSubject(request.Topic, NatsSubject.RequireWellFormed);
        var parts = Ready;
        var settings = SubscriptionSettings.Read(parts.Settings, request);
        var target = await FirstTargetAsync(parts, settings, cancellationToken).ConfigureAwait(false);
        var subscription = new PullSubscription(
            parts.JetStream, parts.Consumers, parts.Heartbeat, settings, handler, parts.Settings.DrainTimeout, Forget, _logger);
        lock (_gate)
        {
            _subscriptions.Add(subscription);
        }

        subscription.Start(target);
        return subscription;
    }

    /// <summary>
    /// Creates the streams of <c>streamCatalog</c> that are missing. Publishing and subscribing do so by themselves; this is for
    /// components that do not, such as daprd's own.
    /// </summary>
    public async Task EnsureStreamsAsync(CancellationToken cancellationToken)
    {
        var parts = Ready;
        foreach (var subject in parts.Settings.Catalog.Subjects)
        {
            await parts.Streams.EnsureAsync(subject, streamName: null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Drains every subscription, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        List<PullSubscription> subscriptions;
        lock (_gate)
        {
            subscriptions = [.. _subscriptions];
        }

        await Task.WhenAll(subscriptions.Select(subscription => subscription.DisposeAsync().AsTask())).ConfigureAwait(false);
        if (Interlocked.Exchange(ref _parts, null) is { } parts)
        {
            await parts.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task WaitForFirstConnectionAsync(JetStreamSettings settings, NatsConnection connection, CancellationToken cancellationToken)
    {
        var connected = connection.WaitConnectedAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < settings.ConnectTimeout)
        {
            if (await Task.WhenAny(connected, Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken)).ConfigureAwait(false) == connected)
            {
                await connected.ConfigureAwait(false);
                return;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (connection.LastFault is NatsAuthorizationException refused)
            {
                throw new ComponentException(ComponentErrorKind.Invalid, $"component '{settings.Component}': {refused.Message}", refused);
            }
        }

        _logger.LogWarning("Component {Component}: no NATS server yet, trying on ({Reason})", settings.Component, connection.LastFault?.Message);
    }

    private void Forget(PullSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }

    private Parts Ready => _parts ?? throw new ComponentException(ComponentErrorKind.Unavailable, "the component is not initialised");

    /// <summary>Null where the server is away: the subscription then finds its consumer when it is back.</summary>
    private async Task<PullTarget?> FirstTargetAsync(Parts parts, SubscriptionSettings settings, CancellationToken cancellationToken)
    {
        if (!parts.Connection.IsConnected)
        {
            return null;
        }

        try
        {
            return await parts.Consumers.EnsureAsync(settings, cancellationToken).ConfigureAwait(false);
        }
        catch (JetStreamApiException exception) when (exception.Code is >= 400 and < 500)
        {
            throw new ComponentException(ComponentErrorKind.Invalid, $"cannot subscribe to '{settings.Topic}': {Explain(exception)}", exception);
        }
        catch (Exception exception) when (exception is NatsException or JetStreamApiException)
        {
            _logger.LogWarning("Subscription to {Topic} begins later: {Reason}", settings.Topic, exception.Message);
            return null;
        }
    }

    private static string Explain(JetStreamApiException exception) =>
        exception.ErrorCode is JetStreamErrorCodes.WorkQueueConsumerNotUnique or JetStreamErrorCodes.WorkQueueMultipleUnfiltered
            ? "the stream is a work queue and another group consumes this topic already; set streamRetention: limits for topics with several groups"
            : exception.Description;

    private static void RequireSubject(string topic, Action<string> check)
    {
        try
        {
            check(topic);
        }
        catch (ArgumentException exception)
        {
            throw new ComponentException(ComponentErrorKind.Invalid, exception.Message, exception);
        }
    }

    /// <summary>What exists between Init and Dispose.</summary>
    private sealed record Parts(
        JetStreamSettings Settings,
        NatsConnection Connection,
        JetStreamClient JetStream,
        StreamProvisioner Streams,
        ConsumerProvisioner Consumers,
        Publisher Publisher,
        InProgressHeartbeat Heartbeat) : IAsyncDisposable
    {
        public static Parts Create(JetStreamSettings settings, ILogger logger)
        {
            var connection = new NatsConnection(settings.Connection, logger);
            var jetStream = new JetStreamClient(connection, settings.ApiPrefix);
            var streams = new StreamProvisioner(jetStream, settings, logger);
            return new(
                settings,
                connection,
                jetStream,
                streams,
                new ConsumerProvisioner(jetStream, streams, settings, logger),
                new Publisher(jetStream, streams, settings),
                new InProgressHeartbeat(connection));
        }

        public async ValueTask DisposeAsync()
        {
            Heartbeat.Dispose();
            await Connection.DisposeAsync().ConfigureAwait(false);
            Streams.Dispose();
        }
    }
}
