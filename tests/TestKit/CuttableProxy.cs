using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DaprProcessing.TestKit;

/// <summary>A TCP relay that can be cut like a cable: connections break and new ones are refused until it is mended.</summary>
public sealed class CuttableProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly int _targetPort;
    private readonly Task _accepting;
    private volatile bool _cut;

    public CuttableProxy(int targetPort)
    {
        _targetPort = targetPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"nats://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Cut()
    {
        _cut = true;
        CloseAll();
    }

    public void Mend() => _cut = false;

    public async ValueTask DisposeAsync()
    {
        Cut();
        _listener.Stop();
        await _accepting;
    }

    private void CloseAll()
    {
        while (_clients.TryTake(out var client))
        {
            client.Close();
        }
    }

    private async Task AcceptAsync()
    {
        var relays = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                if (_cut)
                {
                    client.Close();
                    continue;
                }

                var target = new TcpClient();
                await target.ConnectAsync(IPAddress.Loopback, _targetPort);
                _clients.Add(client);
                _clients.Add(target);
                relays.Add(RelayAsync(client, target));
                relays.Add(RelayAsync(target, client));
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // Stopped: while it waits, or between two calls, where the listener is disposed of or no longer listens.
            CloseAll();
            await Task.WhenAll(relays);
        }
    }

    private static async Task RelayAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or one side hung up.
            return;
        }
        finally
        {
            to.Close();
        }
    }
}
