using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace DaprProcessing.JetStream;

/// <summary>
/// One NATS.Net connection that is opened in the background, however long that takes, and whose losses end what waits for an
/// answer.
/// </summary>
internal sealed class BrokerConnection : IAsyncDisposable
{
    private static readonly INatsSerialize<ReadOnlyMemory<byte>> Bytes = NatsRawSerializer<ReadOnlyMemory<byte>>.Default;

    /// <summary>
    /// A connection that lived shorter than this counts as a failed attempt, or a broken server would be dialled in a tight loop.
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <summary>For one call of the JetStream API, waiting for a connection included.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(6);

    private readonly BrokerOptions _options;
    private readonly BrokerLog _log;
    private readonly NatsConnection _nats;
    private readonly NatsJSContext _jetStream;
    private readonly Backoff _pauses;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _opening;
    private volatile CancellationTokenSource _lost = new();
    private long _lastDial;
    private int _losses;
    private int _disposed;

    /// <summary>Starts connecting; <see cref="WaitOpenAsync"/> tells when it is there.</summary>
    public BrokerConnection(BrokerOptions options, string apiPrefix, ILogger logger)
    {
        (_options, _log, _pauses) = (options, new(logger), new(options.FirstPause, options.LongestPause));
        _nats = new(options.Nats with { LoggerFactory = _log }) { OnConnectingAsync = ChooseServerAsync };
        _nats.ConnectionOpened += OnOpenedAsync;
        _nats.ConnectionDisconnected += OnLostAsync;
        _jetStream = new(_nats, new(_nats.Opts, apiPrefix));
        _opening = Task.Run(OpenAsync);
    }

    /// <summary>Tells that the connection broke; what was sent on it may or may not have arrived.</summary>
    public event Action? Lost;

    public bool IsOpen => _nats.ConnectionState == NatsConnectionState.Open;

    /// <summary>How often the connection was lost.</summary>
    public int Losses => Volatile.Read(ref _losses);

    /// <summary>Why the last attempt or connection ended, or null.</summary>
    public Exception? LastFault => _log.LastFault;

    /// <summary>Of the current server, or of the last one.</summary>
    public string? ServerVersion => _nats.ServerInfo?.Version;

    public string ApiPrefix => _jetStream.Opts.Prefix;

    /// <summary>Completes once connected. Throws <see cref="NatsException"/> after <see cref="DisposeAsync"/>.</summary>
    public async Task WaitOpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        while (!IsOpen)
        {
            ThrowIfClosing();
            try
            {
                await _nats.ConnectAsync().AsTask().WaitAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is NatsException or ObjectDisposedException or OperationCanceledException)
            {
                // Lost again meanwhile, or closed.
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Delay(_options.FirstPause, cancellationToken);
            }
        }
    }

    /// <summary>One call of the JetStream API.</summary>
    public async Task<T> CallAsync<T>(
        Func<NatsJSContext, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lost.Token);
        ending.CancelAfter(CallTimeout);
        try
        {
            return await call(_jetStream, ending.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer();
        }
    }

    /// <summary>
    /// Sends and waits for one answer. Throws <see cref="NatsNoRespondersException"/> where nobody listens, else
    /// <see cref="NatsException"/>.
    /// </summary>
    public async ValueTask<T> RequestAsync<T>(
        string subject,
        ReadOnlyMemory<byte> data,
        NatsHeaders? headers,
        INatsDeserialize<T> answers,
        CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lost.Token);
        try
        {
            var answer = await _nats.RequestAsync(
                subject, data, headers, Bytes, answers, cancellationToken: ending.Token);
            answer.EnsureSuccess();
            return answer.Data!;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer();
        }
    }

    /// <summary>Sends, waiting for a connection where there is none.</summary>
    public ValueTask SendAsync(string subject, ReadOnlyMemory<byte> data, string? replyTo, CancellationToken cancellationToken) =>
        _nats.PublishAsync(subject, data, replyTo: replyTo, serializer: Bytes, cancellationToken: cancellationToken);

    /// <summary>
    /// Hands a small message over at once, from any thread and without waiting; false while there is no connection.
    /// </summary>
    public bool TrySend(string subject, ReadOnlyMemory<byte> data)
    {
        if (!IsOpen)
        {
            return false;
        }

        var sending = _nats.PublishAsync(subject, data, serializer: Bytes, cancellationToken: _closing.Token);
        if (!sending.IsCompletedSuccessfully)
        {
            // The buffer is full, or the connection is just being lost: what follows is nobody's to wait for.
            _ = ForgetAsync(sending);
        }

        return true;
    }

    /// <summary>Subscribes on this and every later connection.</summary>
    public async Task<PullInbox> SubscribeAsync(
        string inbox, Action<PulledMessage> onMessage, CancellationToken cancellationToken)
    {
        var subscription = new PullInbox(_nats, inbox, onMessage);
        await _nats.AddSubAsync(subscription, cancellationToken);
        return subscription;
    }

    /// <summary>
    /// Sends what is buffered, within bounds, and closes. What still waits for an answer fails with <see cref="NatsException"/>.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (IsOpen)
        {
            await FlushAsync();
        }

        await _closing.CancelAsync();
        await CloseAsync();
        await _lost.CancelAsync();
        await _opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task CloseAsync()
    {
        try
        {
            await _nats.DisposeAsync();
        }
        catch (Exception exception) when (exception is NatsException or OperationCanceledException or ObjectDisposedException)
        {
            // The socket is closed by then: the server had stopped reading, and the farewell did not fit into the buffer.
            _log.Unflushed(exception.Message);
        }
    }

    private async Task FlushAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _nats.PingAsync(patience.Token);
        }
        catch (Exception exception) when (exception is NatsException or OperationCanceledException)
        {
            _log.Unflushed(exception.Message);
        }
    }

    private async Task OpenAsync()
    {
        while (!IsOpen)
        {
            ThrowIfClosing();
            try
            {
                await _nats.ConnectAsync();
            }
            catch (Exception exception) when (exception is NatsException or ObjectDisposedException or OperationCanceledException)
            {
                _log.Remember(exception);
                await Task.Delay(_options.FirstPause, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>NATS.Net asks before every attempt: here it waits its turn, and stays with the configured servers.</summary>
    private async ValueTask<(string Host, int Port)> ChooseServerAsync((string Host, int Port) proposed)
    {
        if (_lastDial != 0)
        {
            if (Stopwatch.GetElapsedTime(_lastDial) > Settled)
            {
                _pauses.Reset();
            }

            await Task.Delay(_pauses.Next(), _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _lastDial = Stopwatch.GetTimestamp();
        if (_options.Servers.Any(known => known.IsAt(proposed.Host, proposed.Port)))
        {
            return proposed;
        }

        var server = _options.Servers[Random.Shared.Next(_options.Servers.Count)];
        return (server.Host, server.Port);
    }

    private ValueTask OnOpenedAsync(object? sender, NatsEventArgs arguments)
    {
        _log.Opened(_nats.ServerInfo?.Host, _nats.ServerInfo?.Port, ServerVersion);
        return ValueTask.CompletedTask;
    }

    private async ValueTask OnLostAsync(object? sender, NatsEventArgs arguments)
    {
        _log.Lost(arguments.Message);
        Interlocked.Increment(ref _losses);
        var lost = _lost;
        _lost = new();
        await lost.CancelAsync();
        Lost?.Invoke();
    }

    private static async Task ForgetAsync(ValueTask sending) =>
        await sending.AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void ThrowIfClosing()
    {
        if (_closing.IsCancellationRequested)
        {
            throw new NatsException("the connection was closed");
        }
    }

    private NatsException NoAnswer() =>
        new(IsOpen ? "no answer from the server" : "not connected", LastFault ?? new TimeoutException());
}
