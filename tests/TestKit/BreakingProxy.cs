using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DaprProcessing.TestKit;

/// <summary>
/// A TCP relay that counts what clients send, and breaks a client's connection whenever so many bytes more have passed. The
/// server's side is closed every other time; else it is left open, as by a cable that was pulled.
/// </summary>
public sealed class BreakingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly ConcurrentBag<Task> _relays = [];
    private readonly int _targetPort;
    private readonly long _breakEvery;
    private readonly int _breaks;
    private readonly Task _accepting;
    private int _broken;
    private long _sent;

    /// <param name="breakEvery">Bytes from one break to the next.</param>
    /// <param name="breaks">How often; after that connections hold.</param>
    public BreakingProxy(int targetPort, long breakEvery, int breaks)
    {
        (_targetPort, _breakEvery, _breaks) = (targetPort, breakEvery, breaks);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Broken => Volatile.Read(ref _broken);

    /// <summary>What clients have sent through it, headers included.</summary>
    public long SentBytes => Interlocked.Read(ref _sent);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        while (_clients.TryTake(out var client))
        {
            client.Close();
        }

        await Task.WhenAll(_relays);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                var target = new TcpClient();
                _clients.Add(client);
                _clients.Add(target);
                await target.ConnectAsync(IPAddress.Loopback, _targetPort);
                _relays.Add(ForwardAsync(client, target));
                _relays.Add(AnswerAsync(target, client));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
        {
            // Stopped: while it waits, or between two calls, where the listener is disposed of or no longer listens.
            // Disposed.
        }
    }

    private async Task ForwardAsync(TcpClient client, TcpClient target)
    {
        var buffer = new byte[1 << 14];
        try
        {
            while (await client.GetStream().ReadAsync(buffer) is > 0 and var read)
            {
                await target.GetStream().WriteAsync(buffer.AsMemory(0, read));
                var sent = Interlocked.Add(ref _sent, read);
                if (_broken < _breaks && sent >= _breakEvery * (_broken + 1))
                {
                    client.LingerState = new LingerOption(true, 0);
                    client.Close();
                    if (Interlocked.Increment(ref _broken) % 2 == 0)
                    {
                        target.Close();
                    }

                    return;
                }
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side hung up.
        }

        target.Close();
    }

    private static async Task AnswerAsync(TcpClient target, TcpClient client)
    {
        try
        {
            await target.GetStream().CopyToAsync(client.GetStream());
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side hung up.
        }

        client.Close();
    }
}
