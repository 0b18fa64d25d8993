using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaprProcessing.Local.JetStream.Client;

/// <summary>
/// A connection that stays: it reconnects for ever, renews its subscriptions, and lets callers wait for it within their
/// own deadline. Plain publishes are at most once; what must not be lost goes through JetStream and its acknowledgements.
/// </summary>
public sealed partial class NatsConnection : IAsyncDisposable
{
    private readonly NatsOptions _options;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<long, (string Subject, string? Queue, IMessageSink Sink)> _subscriptions = new();
    private readonly Queue<TaskCompletionSource> _pongs = new();
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly RequestInbox _inbox = new();
    private readonly Task _supervisor;
    private volatile NatsLink? _link;
    private volatile TaskCompletionSource<NatsLink> _connected = NewSignal();
    private volatile Exception? _lastFault;
    private long _nextSid;
    private int _disposed;

    /// <summary>Starts connecting in the background; <see cref="WaitConnectedAsync"/> tells when it is there.</summary>
    public NatsConnection(NatsOptions options, ILogger? logger = null)
    {
        (_options, _logger) = (options, logger ?? NullLogger.Instance);
        Add(_inbox.Subject, null, _inbox);
        _supervisor = Task.Run(SuperviseAsync);
    }

    public bool IsConnected => _link is not null;

    /// <summary>The server of the current connection, or null while there is none.</summary>
    public ServerInfo? Server => _link?.Info;

    /// <summary>How often a connection was made; above 1 there were reconnects.</summary>
    public int Connects { get; private set; }

    /// <summary>Why the last attempt or connection ended, or null.</summary>
    public Exception? LastFault => _lastFault;

    /// <summary>Completes once connected. Throws <see cref="NatsConnectionException"/> after <see cref="DisposeAsync"/>.</summary>
    public async Task WaitConnectedAsync(CancellationToken cancellationToken) => await LinkAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Sends a message, waiting for a connection and for room in the send buffer.</summary>
    public async ValueTask PublishAsync(
        string subject, ReadOnlyMemory<byte> data, string? replyTo = null, NatsHeaders? headers = null, CancellationToken cancellationToken = default)
    {
        NatsSubject.RequirePublishable(subject);
        if (replyTo is not null)
        {
            NatsSubject.RequirePublishable(replyTo);
        }

        var block = headers?.ToBytes();
        var link = _link ?? await LinkAsync(cancellationToken).ConfigureAwait(false);
        RequireFits(link, (block?.Length ?? 0) + (long)data.Length);
        await link.Output.SendAsync(new PublishFrame(subject, replyTo, block, data), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a small message at once, from any thread and without waiting; false while there is no connection.</summary>
    public bool TryPublish(string subject, ReadOnlyMemory<byte> data) =>
        _link?.Output.TrySend(new PublishFrame(subject, null, null, data)) ?? false;

    /// <summary>
    /// Publishes and waits for one answer. Throws <see cref="NatsNoRespondersException"/>, <see cref="NatsTimeoutException"/>,
    /// or <see cref="NatsConnectionException"/> where the connection broke meanwhile (the request may or may not have been seen).
    /// </summary>
    public async Task<NatsMessage> RequestAsync(
        string subject, ReadOnlyMemory<byte> data, TimeSpan timeout, NatsHeaders? headers = null, CancellationToken cancellationToken = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        var (replyTo, answer) = _inbox.Open();
        try
        {
            await PublishAsync(subject, data, replyTo, headers, deadline.Token).ConfigureAwait(false);
            var message = await answer.WaitAsync(deadline.Token).ConfigureAwait(false);
            return message.Status == 503 ? throw new NatsNoRespondersException(subject) : message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw _link is null
                ? new NatsConnectionException($"not connected within {timeout.TotalSeconds:0.###} s", _lastFault)
                : new NatsTimeoutException($"no answer on '{subject}' within {timeout.TotalSeconds:0.###} s");
        }
        finally
        {
            _inbox.Forget(replyTo);
        }
    }

    /// <summary>Subscribes; with a queue group the members share the messages. Takes effect on this and every later connection.</summary>
    public NatsSubscription Subscribe(string subject, string? queueGroup = null, int capacity = 10_000)
    {
        NatsSubject.RequireWellFormed(subject);
        if (queueGroup is not null)
        {
            NatsSubject.RequireWellFormed(queueGroup);
        }

        var subscription = new NatsSubscription(this, capacity);
        subscription.Sid = Add(subject, queueGroup, subscription);
        return subscription;
    }

    /// <summary>A round trip: when it returns the server has handled everything sent before.</summary>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        var link = await LinkAsync(cancellationToken).ConfigureAwait(false);
        await PingAsync(link).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends what is buffered (bounded by a few seconds) and closes. Requests still waiting fail with <see cref="NatsConnectionException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (_link is { } link)
        {
            await Task.WhenAny(PingAsync(link), Task.Delay(TimeSpan.FromSeconds(2))).ConfigureAwait(false);
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        await _supervisor.ConfigureAwait(false);
        _closing.Dispose();
    }

    internal long Add(string subject, string? queue, IMessageSink sink)
    {
        lock (_gate)
        {
            var sid = ++_nextSid;
            _subscriptions[sid] = (subject, queue, sink);
            _link?.Output.TrySend(SubscribeFrame(sid, subject, queue));
            return sid;
        }
    }

    /// <summary>Unsubscribes, then waits until nothing more can arrive.</summary>
    internal async Task DrainAsync(long sid, CancellationToken cancellationToken)
    {
        if (_link is { } link && link.Output.TrySend(new LineFrame($"UNSUB {sid}")))
        {
            await Task.WhenAny(PingAsync(link), Task.Delay(TimeSpan.FromSeconds(2), cancellationToken)).ConfigureAwait(false);
        }

        _subscriptions.TryRemove(sid, out _);
    }

    private static TaskCompletionSource<NatsLink> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static LineFrame SubscribeFrame(long sid, string subject, string? queue) =>
        new(queue is null ? $"SUB {subject} {sid}" : $"SUB {subject} {queue} {sid}");

    private static void RequireFits(NatsLink link, long bytes)
    {
        if (link.Info.MaxPayloadBytes is > 0 and var limit && bytes > limit)
        {
            throw new NatsPayloadTooLargeException(bytes, limit);
        }
    }

    private async ValueTask<NatsLink> LinkAsync(CancellationToken cancellationToken) =>
        _link ?? await _connected.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
}
