using System.Collections.Concurrent;
using System.Threading.Channels;
using DaprProcessing.Components;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;

namespace DaprProcessing.JetStream;

/// <summary>
/// One subscription: asks the server for as many messages as it has free slots, one request at a time, and works on what
/// comes. Nothing is taken that could not be started at once, so a replica added later finds its share still at the server.
/// </summary>
internal sealed partial class PullSubscription : IAsyncDisposable
{
    private static readonly TimeSpan Expires = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan IdleHeartbeat = TimeSpan.FromSeconds(2);

    /// <summary>Two missed heartbeats and a margin: the request is lost, with its consumer perhaps.</summary>
    private static readonly TimeSpan Silence = IdleHeartbeat * 2 + TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestFailurePause = TimeSpan.FromSeconds(2);

    private readonly BrokerSession _session;
    private readonly BrokerConnection _connection;
    private readonly SubscriptionSettings _settings;
    private readonly DeliveryHandler _handler;
    private readonly Action<PullSubscription> _onEnded;
    private readonly ILogger _logger;
    private readonly MessageSettler _settler;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly ConcurrentDictionary<long, Task> _running = new();
    private readonly Channel<Arrival?> _arrivals;
    private readonly string _inbox = $"_INBOX.{Guid.NewGuid():N}";
    private Task _loop = Task.CompletedTask;
    private PullTarget? _target;
    private PullInbox? _subscription;
    private long _nextMessage;
    private int _failures;
    private long _nextPull;
    private int _disposed;

    public PullSubscription(
        BrokerSession session,
        SubscriptionSettings settings,
        DeliveryHandler handler,
        Action<PullSubscription> onEnded,
        ILogger logger)
    {
        (_session, _connection, _settings) = (session, session.Connection, settings);
        (_handler, _onEnded, _logger) = (handler, onEnded, logger);
        _settler = new(_connection, settings, logger);
        _slots = new(settings.MaxInFlight);

        // What does not fit was not asked for and comes again after its ack wait.
        _arrivals = Channel.CreateBounded<Arrival?>((settings.MaxInFlight * 2) + 256);
    }

    /// <summary>Begins to pull; <paramref name="target"/> is null where the server was away and has still to be asked.</summary>
    public void Start(PullTarget? target)
    {
        _target = target;
        _connection.Lost += OnLost;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Stops pulling, hands back what was not begun, and waits for the handlers.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _loop;
        _connection.Lost -= OnLost;
        if (_subscription is { } subscription)
        {
            await subscription.DrainAsync(CancellationToken.None);
        }

        while (_arrivals.Reader.TryRead(out var arrival))
        {
            if (arrival?.Alive is not null)
            {
                arrival.Alive.Dispose();
                _settler.Return(arrival.Message);
            }
        }

        await FinishHandlersAsync();
        _stopping.Dispose();
        _onEnded(this);
    }

    private void OnMessage(PulledMessage message)
    {
        // Only what is addressed to the inbox speaks for the server; a stored message keeps its own subject, and may carry
        // any header its publisher liked. Its ack wait runs from now on, not from when a pool thread is free.
        var isStored = message.ReplyTo is not null && !message.Subject.StartsWith(_inbox, StringComparison.Ordinal);
        var alive = isStored ? _session.Heartbeat.Start(message.ReplyTo!, _settings.HeartbeatInterval) : null;
        if (!_arrivals.Writer.TryWrite(new(message, alive)))
        {
            alive?.Dispose();
        }
    }

    private void OnLost() => _arrivals.Writer.TryWrite(null);

    private async Task FinishHandlersAsync()
    {
        var handlers = Task.WhenAll(_running.Values);
        if (await Task.WhenAny(handlers, Task.Delay(_session.Settings.DrainTimeout)) != handlers)
        {
            LogCancelling(_running.Count, _settings.Topic);
            await _abort.CancelAsync();
            await Task.WhenAny(handlers, Task.Delay(TimeSpan.FromSeconds(5)));
        }
    }

    private async Task RunAsync()
    {
        var pauses = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(3));
        var losses = _connection.Losses;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _connection.WaitOpenAsync(_stopping.Token);
                if (losses != _connection.Losses)
                {
                    // A server that was away may have come back with an empty store, and says nothing to a pull it cannot place.
                    (_target, losses) = (null, _connection.Losses);
                }

                _subscription ??= await _connection.SubscribeAsync(_inbox, OnMessage, _stopping.Token);
                _target ??= await _session.Consumers.EnsureAsync(_settings, _stopping.Token);
                await PullOnceAsync(_target, _stopping.Token);
                await _session.Emptied.EraseAsync(_target.Stream, _stopping.Token);
                pauses.Reset();
                continue;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception) when (exception is NatsException or ComponentException)
            {
                _target = null;
                LogInterrupted(_settings.Topic, exception.Message);
            }
            catch (Exception exception)
            {
                _target = null;
                LogFailed(exception, _settings.Topic);
            }

            await Task.Delay(pauses.Next(), _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PullOnceAsync(PullTarget target, CancellationToken stopping)
    {
        var slots = await TakeSlotsAsync(stopping);
        try
        {
            slots -= BeginWaiting(slots);
            if (slots == 0)
            {
                return;
            }

            var (asked, losses) = (slots, _connection.Losses);
            var replyTo = $"{_inbox}.{++_nextPull:x}";
            var request = PullRequest.For(slots, Expires, IdleHeartbeat);
            await _connection.SendAsync(NextSubject(target), request, replyTo, stopping);
            while (slots > 0)
            {
                var arrival = await NextArrivalAsync(stopping);
                if (arrival is null)
                {
                    if (_connection.Losses == losses)
                    {
                        // Tells of a loss before this request was sent.
                        continue;
                    }

                    return;
                }

                if (arrival.Alive is not null)
                {
                    Begin(arrival);
                    slots--;
                }
                else if (arrival.Message.Subject == replyTo && HasEnded(arrival.Message))
                {
                    QueueMetrics.Empty(target);
                    if (slots == asked)
                    {
                        await _session.Unreadable.PurgeAsync(target.Stream, stopping);
                    }

                    return;
                }
            }
        }
        finally
        {
            if (slots > 0)
            {
                _slots.Release(slots);
            }
        }
    }

    /// <summary>
    /// Begins what came on an earlier request given up for lost, so that it is not held while as much again is asked for.
    /// </summary>
    private int BeginWaiting(int slots)
    {
        var begun = 0;
        while (begun < slots && _arrivals.Reader.TryRead(out var arrival))
        {
            if (arrival?.Alive is not null)
            {
                Begin(arrival);
                begun++;
            }
        }

        return begun;
    }

    /// <summary>Waits for one free slot and takes all that are free.</summary>
    private async Task<int> TakeSlotsAsync(CancellationToken stopping)
    {
        await _slots.WaitAsync(stopping);
        var taken = 1;
        while (taken < _settings.MaxInFlight && _slots.Wait(0, CancellationToken.None))
        {
            taken++;
        }

        return taken;
    }

    private async Task<Arrival?> NextArrivalAsync(CancellationToken stopping)
    {
        if (_arrivals.Reader.TryRead(out var arrival))
        {
            return arrival;
        }

        using var silence = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        silence.CancelAfter(Silence);
        try
        {
            return await _arrivals.Reader.ReadAsync(silence.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new NatsException("the server fell silent on a pull request");
        }
    }

    /// <summary>Whether a status message ends the request; throws where the consumer has to be looked after first.</summary>
    private static bool HasEnded(PulledMessage status) => status.Status switch
    {
        100 => false,
        0 or 404 or 408 => true,
        503 => throw new NatsNoRespondersException(),
        _ => throw new NatsException($"pull request refused: {status.Status} {status.Headers?.MessageText}"),
    };

    private string NextSubject(PullTarget target) =>
        $"{_connection.ApiPrefix}.CONSUMER.MSG.NEXT.{target.Stream}.{target.Consumer}";

    [LoggerMessage(LogLevel.Warning, "{Count} handlers of {Topic} did not end in time and are cancelled")]
    private partial void LogCancelling(int count, string topic);

    [LoggerMessage(LogLevel.Warning, "Subscription to {Topic} interrupted: {Reason}")]
    private partial void LogInterrupted(string topic, string reason);

    [LoggerMessage(LogLevel.Error, "Subscription to {Topic} interrupted")]
    private partial void LogFailed(Exception exception, string topic);

    /// <param name="Alive">Keeps a stored message at work until disposed; null for a status of the server.</param>
    private sealed record Arrival(PulledMessage Message, IDisposable? Alive);
}
