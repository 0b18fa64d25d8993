using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DaprProcessing.JetStream.Tests;

/// <summary>Accepts connections and lets a script misbehave on each.</summary>
internal sealed class FakeNatsServer : IAsyncDisposable
{
    public const string Info =
        """INFO {"server_id":"fake","version":"2.9.10","headers":true,"max_payload":1048576}""" + "\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _script;
    private readonly Task _accepting;
    private int _connections;

    public FakeNatsServer(Func<NetworkStream, CancellationToken, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"nats://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Connections => _connections;

    /// <summary>Plays the greeting up to the PONG, as a real server would.</summary>
    public static Task GreetAsync(NetworkStream stream, CancellationToken cancellationToken) =>
        GreetAsync(stream, Info, cancellationToken);

    public static async Task GreetAsync(NetworkStream stream, string info, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(info), cancellationToken);
        var seen = new StringBuilder();
        var buffer = new byte[4096];
        while (!seen.ToString().Contains("PING\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer, cancellationToken);
            if (count == 0)
            {
                return;
            }

            seen.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        await stream.WriteAsync("PONG\r\n"u8.ToArray(), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Interlocked.Increment(ref _connections);
                clients.Add(PlayAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or InvalidOperationException)
        {
            // Stopped while it waited, or between two clients.
            await Task.WhenAll(clients);
        }
    }

    private async Task PlayAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _script(client.GetStream(), _stopping.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client hung up, or the test is over.
                return;
            }
        }
    }
}
