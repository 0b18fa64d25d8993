using System.Diagnostics;
using DaprProcessing.Components;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace DaprProcessing.JetStream;

/// <summary>
/// Dapr publish/subscribe over NATS JetStream with pull consumers: bounded work per replica, progress heartbeats that the work
/// cannot block, streams and consumers created, updated and healed. Metadata names are those of <c>pubsub.jetstream</c>;
/// <c>README.md</c> beside this project lists them with what is added.
/// </summary>
public sealed partial class JetStreamPubSub(ILoggerFactory? loggerFactory = null) : IPubSub
{
    private const int UnavailableCode = 503;
    private static readonly TimeSpan RepeatPause = TimeSpan.FromMilliseconds(500);

    private readonly ILogger _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<JetStreamPubSub>();
    private readonly List<PullSubscription> _subscriptions = [];
    private readonly Lock _gate = new();
    private BrokerSession? _session;

    public bool IsConnected => _session is { Connection.IsOpen: true };

    /// <summary>
    /// Checks the metadata and connects. A server that is merely away is waited for in the background; one that refuses the
    /// credentials is an error.
    /// </summary>
    public async Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken)
    {
        var settings = JetStreamSettings.Read(metadata);
        // What a subscription may override is checked now as well, and not when the first app asks.
        _ = SubscriptionSettings.Read(settings, new SubscribeRequest("any", "any", new Dictionary<string, string>()));
        var session = BrokerSession.Open(settings, _logger);
        try
        {
            await WaitForFirstConnectionAsync(settings, session.Connection, cancellationToken);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        _session = session;
    }

    /// <inheritdoc/>
    public Task PublishAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        RequireSubject(request.Topic, NatsSubject.RequirePublishable);
        return Ready.Publisher.PublishAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> SubscribeAsync(
        SubscribeRequest request, DeliveryHandler handler, CancellationToken cancellationToken)
    {
        var topic = SlotTopic.Subject(request.Topic);
        RequireSubject(topic, NatsSubject.RequireWellFormed);
        var session = Ready;
        var settings = SubscriptionSettings.Read(session.Settings, request with { Topic = topic });
        var target = await FirstTargetAsync(session, settings, cancellationToken);
        var subscription = new PullSubscription(session, settings, handler, Forget, _logger);
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
        var session = Ready;
        foreach (var subject in session.Settings.Catalog.Subjects)
        {
            await RepeatAsync(
                () => session.Streams.EnsureAsync(subject, streamName: null, cancellationToken), cancellationToken);
        }
    }

    /// <summary>
    /// Creates or updates the consumers of subscriptions that are yet to come: an autoscaler reads the lag of a consumer, and
    /// starts the first replica by it.
    /// </summary>
    public async Task EnsureConsumersAsync(IEnumerable<SubscribeRequest> subscriptions, CancellationToken cancellationToken)
    {
        var session = Ready;
        foreach (var subscription in subscriptions)
        {
            var settings = SubscriptionSettings.Read(session.Settings, subscription);
            await RepeatAsync(() => session.Consumers.EnsureAsync(settings, cancellationToken), cancellationToken);
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

        await Task.WhenAll(subscriptions.Select(subscription => subscription.DisposeAsync().AsTask()));
        if (Interlocked.Exchange(ref _session, null) is { } session)
        {
            await session.DisposeAsync();
        }
    }

    private async Task WaitForFirstConnectionAsync(
        JetStreamSettings settings, BrokerConnection connection, CancellationToken cancellationToken)
    {
        var connected = connection.WaitOpenAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < settings.ConnectTimeout)
        {
            if (await Task.WhenAny(connected, Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken)) == connected)
            {
                await connected;
                return;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (Refusal.Find(connection.LastFault) is { } refusal)
            {
                throw new ComponentException(
                    ComponentErrorKind.Invalid, $"component '{settings.Component}': {refusal}", connection.LastFault);
            }
        }

        LogNoServerYet(settings.Component, connection.LastFault?.Message);
    }

    // Three servers that find together, or have just lost one, answer nobody for a while.
    private static async Task RepeatAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (NatsException exception) when (exception is not NatsJSApiException { Error.Code: not UnavailableCode })
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    throw new ComponentException(ComponentErrorKind.Unavailable, exception.Message, exception);
                }

                await Task.Delay(RepeatPause, CancellationToken.None);
            }
        }
    }

    private void Forget(PullSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }

    private BrokerSession Ready =>
        _session ?? throw new ComponentException(ComponentErrorKind.Unavailable, "the component is not initialised");

    /// <summary>Null where the server is away: the subscription then finds its consumer when it is back.</summary>
    private async Task<PullTarget?> FirstTargetAsync(
        BrokerSession session, SubscriptionSettings settings, CancellationToken cancellationToken)
    {
        if (!session.Connection.IsOpen)
        {
            return null;
        }

        try
        {
            return await session.Consumers.EnsureAsync(settings, cancellationToken);
        }
        catch (NatsJSApiException exception) when (exception.Error.Code is >= 400 and < 500)
        {
            throw new ComponentException(
                ComponentErrorKind.Invalid, $"cannot subscribe to '{settings.Topic}': {Explain(exception)}", exception);
        }
        catch (NatsException exception)
        {
            LogBeginsLater(settings.Topic, exception.Message);
            return null;
        }
    }

    private static string Explain(NatsJSApiException exception) =>
        exception.Error.ErrCode
            is JetStreamErrorCodes.WorkQueueConsumerNotUnique or JetStreamErrorCodes.WorkQueueMultipleUnfiltered
            ? "the stream is a work queue and another group consumes this topic already; "
                + "set streamRetention: limits for topics with several groups"
            : exception.Message;

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

    [LoggerMessage(LogLevel.Warning, "Component {Component}: no NATS server yet, trying on ({Reason})")]
    private partial void LogNoServerYet(string component, string? reason);

    [LoggerMessage(LogLevel.Warning, "Subscription to {Topic} begins later: {Reason}")]
    private partial void LogBeginsLater(string topic, string reason);
}
