using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.JetStream.Client;

/// <content>The loop that owns the socket: connect, renew subscriptions, read, and begin again.</content>
public sealed partial class NatsConnection
{
    /// <summary>A connection that lived shorter than this counts as a failed attempt, or a broken server would be dialled in a tight loop.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private async Task SuperviseAsync()
    {
        var delay = new ReconnectDelay(_options.ReconnectMin, _options.ReconnectMax);
        var server = Random.Shared.Next(_options.Servers.Count);
        while (!_closing.IsCancellationRequested)
        {
            var endpoint = _options.Servers[server++ % _options.Servers.Count];
            var began = Stopwatch.GetTimestamp();
            try
            {
                using var link = await NatsLink.OpenAsync(endpoint, _options, _closing.Token).ConfigureAwait(false);
                _logger.LogInformation("Connected to {Server} (version {Version})", endpoint, link.Info.Version);
                await RunAsync(link).ConfigureAwait(false);
            }
            catch (Exception exception) when (_closing.IsCancellationRequested && exception is (OperationCanceledException or NatsException))
            {
                break;
            }
            catch (NatsException exception)
            {
                _lastFault = exception;
                _logger.LogWarning("Connection to {Server}: {Reason}", endpoint, exception.Message);
            }
            catch (Exception exception)
            {
                // Not foreseen, yet a process full of other work must not go down with one socket.
                _lastFault = exception;
                _logger.LogError(exception, "Connection to {Server} failed unexpectedly", endpoint);
            }

            if (Stopwatch.GetElapsedTime(began) > Settled)
            {
                delay.Reset();
            }

            await Task.Delay(delay.Next(), _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _connected.TrySetException(new NatsConnectionException("the connection was closed"));
        _ = _connected.Task.Exception;
        NotifyDisconnected();
    }

    private async Task RunAsync(NatsLink link)
    {
        lock (_gate)
        {
            foreach (var (sid, (subject, queue, _)) in _subscriptions)
            {
                link.Output.TrySend(SubscribeFrame(sid, subject, queue));
            }

            Connects++;
            _link = link;
        }

        _connected.TrySetResult(link);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        var liveness = WatchAsync(link, ending.Token);
        try
        {
            using var closing = _closing.Token.Register(link.Dispose);
            await link.ReadAsync(Dispatch).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _connected = NewSignal();
                _link = null;
            }

            NotifyDisconnected();
            await ending.CancelAsync().ConfigureAwait(false);
            await liveness.ConfigureAwait(false);
        }
    }

    private void Dispatch(ServerFrame frame)
    {
        switch (frame.Kind)
        {
            case ServerFrameKind.Message when _subscriptions.TryGetValue(frame.Sid, out var subscription):
                subscription.Sink.OnMessage(frame.Message!);
                break;
            case ServerFrameKind.Pong:
                TakePong()?.TrySetResult();
                break;
            case ServerFrameKind.Error:
                // The server closes by itself after the fatal ones; a permission error concerns one subject and is only told.
                _lastFault = NatsLink.ToException(frame);
                _logger.LogWarning("{Reason}", _lastFault.Message);
                break;
        }
    }

    private async Task WatchAsync(NatsLink link, CancellationToken ending)
    {
        using var timer = new PeriodicTimer(_options.PingInterval);
        try
        {
            var pong = Task.CompletedTask;
            while (await timer.WaitForNextTickAsync(ending).ConfigureAwait(false))
            {
                if (!pong.IsCompleted)
                {
                    link.Fail(new NatsTimeoutException($"no PONG within {_options.PingInterval.TotalSeconds:0.###} s"));
                    return;
                }

                pong = PingAsync(link);
            }
        }
        catch (OperationCanceledException)
        {
            // The link ended first.
            return;
        }
    }

    private Task PingAsync(NatsLink link)
    {
        var pong = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_link != link || !link.Output.TrySend(new LineFrame("PING")))
            {
                return Task.FromException(new NatsConnectionException("the connection was lost"));
            }

            _pongs.Enqueue(pong);
        }

        return pong.Task;
    }

    private TaskCompletionSource? TakePong()
    {
        lock (_gate)
        {
            return _pongs.TryDequeue(out var pong) ? pong : null;
        }
    }

    private void NotifyDisconnected()
    {
        while (TakePong() is { } pong)
        {
            pong.TrySetException(new NatsConnectionException("the connection was lost"));
            _ = pong.Task.Exception;
        }

        foreach (var (_, _, sink) in _subscriptions.Values)
        {
            sink.OnDisconnected();
        }
    }
}
