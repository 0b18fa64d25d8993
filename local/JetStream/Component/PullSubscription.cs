using System.Collections.Concurrent;
using System.Threading.Channels;
using DaprProcessing.Local.Components;
using DaprProcessing.Local.JetStream.Api;
using DaprProcessing.Local.JetStream.Client;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.JetStream;

/// <summary>
/// One subscription: asks the server for as many messages as it has free slots, one request at a time, and works on what
/// comes. Nothing is taken that could not be started at once, so a replica added later finds its share still at the server.
/// </summary>
internal sealed partial class PullSubscription : IMessageSink, IAsyncDisposable
{
    private static readonly TimeSpan Expires = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan IdleHeartbeat = TimeSpan.FromSeconds(2);

    /// <summary>Two missed heartbeats and a margin: the request is lost, with its consumer perhaps.</summary>
    private static readonly TimeSpan Silence = IdleHeartbeat * 2 + TimeSpan.FromSeconds(1);

    private readonly JetStreamClient _jetStream;
    private readonly ConsumerProvisioner _provisioner;
    private readonly InProgressHeartbeat _heartbeat;
    private readonly SubscriptionSettings _settings;
    private readonly DeliveryHandler _handler;
    private readonly TimeSpan _drainTimeout;
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
    private long _sid;
    private long _nextMessage;
    private long _nextPull;
    private int _disposed;

    public PullSubscription(
        JetStreamClient jetStream,
        ConsumerProvisioner provisioner,
        InProgressHeartbeat heartbeat,
        SubscriptionSettings settings,
        DeliveryHandler handler,
        TimeSpan drainTimeout,
        Action<PullSubscription> onEnded,
        ILogger logger)
    {
        (_jetStream, _provisioner, _heartbeat, _settings, _handler, _drainTimeout, _onEnded, _logger) =
            (jetStream, provisioner, heartbeat, settings, handler, drainTimeout, onEnded, logger);
        _settler = new(jetStream.Connection, settings, logger);
        _slots = new(settings.MaxInFlight);

        // What does not fit was not asked for and comes again after its ack wait.
        _arrivals = Channel.CreateBounded<Arrival?>((settings.MaxInFlight * 2) + 256);
    }

    /// <summary>Begins to pull; <paramref name="target"/> is null where the server was away and has still to be asked.</summary>
    public void Start(PullTarget? target)
    {
        _target = target;
        _sid = _jetStream.Connection.Add($"{_inbox}.*", null, this);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Stops pulling, hands back what was not begun, and waits for the handlers.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await _jetStream.Connection.DrainAsync(_sid, CancellationToken.None).ConfigureAwait(false);
        while (_arrivals.Reader.TryRead(out var arrival))
        {
            if (arrival?.Alive is not null)
            {
                arrival.Alive.Dispose();
                _settler.Return(arrival.Message);
            }
        }

        await FinishHandlersAsync().ConfigureAwait(false);
        _stopping.Dispose();
        _onEnded(this);
    }

    void IMessageSink.OnMessage(NatsMessage message)
    {
        // Only what is addressed to the inbox speaks for the server; a stored message keeps its own subject, and may carry
        // any header its publisher liked. Its ack wait runs from now on, not from when a pool thread is free.
        var origin = message.Subject.StartsWith(_inbox, StringComparison.Ordinal) ? null : AckSubject.TryParse(message.ReplyTo);
        var arrival = new Arrival(message, origin, origin is null ? null : _heartbeat.Start(message.ReplyTo!, _settings.HeartbeatInterval));
        if (!_arrivals.Writer.TryWrite(arrival))
        {
            arrival.Alive?.Dispose();
        }
    }

    void IMessageSink.OnDisconnected() => _arrivals.Writer.TryWrite(null);

    private async Task FinishHandlersAsync()
    {
        var handlers = Task.WhenAll(_running.Values);
        if (await Task.WhenAny(handlers, Task.Delay(_drainTimeout)).ConfigureAwait(false) != handlers)
        {
            _logger.LogWarning("{Count} handlers of {Topic} did not end in time and are cancelled", _running.Count, _settings.Topic);
            await _abort.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(handlers, Task.Delay(TimeSpan.FromSeconds(5))).ConfigureAwait(false);
        }
    }

    private async Task RunAsync()
    {
        var delay = new ReconnectDelay(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(3));
        var connects = _jetStream.Connection.Connects;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _jetStream.Connection.WaitConnectedAsync(_stopping.Token).ConfigureAwait(false);
                if (connects != _jetStream.Connection.Connects)
                {
                    // A server that was away may have come back with an empty store, and says nothing to a pull it cannot place.
                    (_target, connects) = (null, _jetStream.Connection.Connects);
                }

                _target ??= await _provisioner.EnsureAsync(_settings, _stopping.Token).ConfigureAwait(false);
                await PullOnceAsync(_target, _stopping.Token).ConfigureAwait(false);
                delay.Reset();
                continue;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception) when (exception is NatsException or JetStreamApiException or ComponentException)
            {
                _target = null;
                _logger.LogWarning("Subscription to {Topic} interrupted: {Reason}", _settings.Topic, exception.Message);
            }
            catch (Exception exception)
            {
                _target = null;
                _logger.LogError(exception, "Subscription to {Topic} interrupted", _settings.Topic);
            }

            await Task.Delay(delay.Next(), _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PullOnceAsync(PullTarget target, CancellationToken stopping)
    {
        var slots = await TakeSlotsAsync(stopping).ConfigureAwait(false);
        try
        {
            slots -= BeginWaiting(slots);
            if (slots == 0)
            {
                return;
            }

            var connects = _jetStream.Connection.Connects;
            var replyTo = $"{_inbox}.{++_nextPull:x}";
            var request = new PullRequest(slots, Expires, IdleHeartbeat).ToBytes();
            await _jetStream.Connection.PublishAsync(_jetStream.NextSubject(target.Stream, target.Consumer), request, replyTo, cancellationToken: stopping).ConfigureAwait(false);
            while (slots > 0)
            {
                var arrival = await NextArrivalAsync(stopping).ConfigureAwait(false);
                if (arrival is null)
                {
                    if (_jetStream.Connection.IsConnected && _jetStream.Connection.Connects == connects)
                    {
                        // Tells of a connection lost before this request was sent.
                        continue;
                    }

                    return;
                }

                if (arrival.Alive is not null)
                {
                    Begin(arrival);
                    slots--;
                }
                else if (arrival.Message.Subject == replyTo && HasEnded(arrival.Message, target))
                {
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

    /// <summary>Begins what came on an earlier request given up for lost, so that it is not held while as much again is asked for.</summary>
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
        await _slots.WaitAsync(stopping).ConfigureAwait(false);
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
            return await _arrivals.Reader.ReadAsync(silence.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new NatsTimeoutException("the server fell silent on a pull request");
        }
    }

    /// <summary>Whether a status message ends the request; throws where the consumer has to be looked after first.</summary>
    private bool HasEnded(NatsMessage status, PullTarget target) => status.Status switch
    {
        100 => false,
        0 or 404 or 408 => true,
        503 => throw new NatsNoRespondersException(_jetStream.NextSubject(target.Stream, target.Consumer)),
        _ => throw new NatsServerException($"pull request refused: {status.Status} {status.Headers?.Description}"),
    };

    /// <param name="Origin">Null where it is a status of the server.</param>
    /// <param name="Alive">Keeps the message at work until disposed; null with <paramref name="Origin"/>.</param>
    private sealed record Arrival(NatsMessage Message, AckSubject? Origin, IDisposable? Alive);
}
