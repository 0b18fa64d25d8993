using System.Net;
using System.Net.Sockets;
using DaprProcessing.Local.Host.Processes;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using FreePort = DaprProcessing.TestKit.FreePort;
using NatsServer = DaprProcessing.Local.Host.Processes.NatsServer;

namespace DaprProcessing.EndToEnd;

/// <summary>The broker that the platform starts for itself, and the store it leaves behind.</summary>
public sealed class LocalBrokerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_PortTakenSinceItWasLookedAt_TakesAnother()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        var free = FreePort.Next();
        var ports = new Queue<int>([taken, free]);

        await using var server = await NatsServer.StartAsync(
            _folder.Path, NullLogger.Instance, CancellationToken.None, ports.Dequeue);

        Assert.EndsWith($"@127.0.0.1:{free}", server.Url);
        await using var connection = new NATS.Client.Core.NatsConnection(new() { Url = server.Url });
        await connection.ConnectAsync();
    }

    [Theory]
    [InlineData("""{"name":"WORK","metadata":{"_nats.req.level":"0"},"compression":"none"}""", "2.9.10", true)]
    [InlineData("""{"name":"WORK","metadata":{"_nats.req.level":"0"},"compression":"none"}""", "2.10.29", true)]
    [InlineData("""{"name":"WORK","metadata":{"_nats.req.level":"0"},"compression":"none"}""", "2.11.0", false)]
    [InlineData("""{"name":"WORK","compression":"none"}""", "2.9.10", true)]
    [InlineData("""{"name":"WORK","compression":"none"}""", "2.10.29", false)]
    [InlineData("""{"name":"WORK"}""", "2.9.10", false)]
    public async Task Store_WithoutAVersion_IsSetAsideWhereItsStreamsAreANewerServers(string settings, string server, bool aside)
    {
        var stream = _folder.File("store/jetstream/$G/streams/WORK/meta.inf");
        await File.WriteAllTextAsync(stream, settings);

        var store = NatsStore.Prepare(_folder.Path, Version.Parse(server), NullLogger.Instance);

        Assert.Equal(aside, !File.Exists(stream));
        Assert.Equal(aside, Directory.GetDirectories(_folder.Path, "store-of-*").Length == 1);
        Assert.True(Directory.Exists(store));
        Assert.Equal(server, await File.ReadAllTextAsync(Path.Combine(_folder.Path, "store.version")));
    }
}
