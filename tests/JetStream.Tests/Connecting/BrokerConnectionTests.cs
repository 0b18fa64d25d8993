using DaprProcessing.JetStream;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;

namespace DaprProcessing.JetStream.Tests;

public sealed class BrokerConnectionTests
{
    private static readonly NatsRawSerializer<ReadOnlyMemory<byte>> Bytes = NatsRawSerializer<ReadOnlyMemory<byte>>.Default;

    [Fact]
    public async Task Connect_FirstServerOfTheListIsAway_TakesTheOther()
    {
        await using var server = await NatsServer.StartAsync();
        await using var connection = Connect($"nats://127.0.0.1:{FreePort.Next()},{server.Url}");

        await connection.WaitOpenAsync(CancellationToken.None).WaitAsync(TestPubSub.Timeout);

        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task DisposeAsync_Waiters_FailTyped()
    {
        var connection = Connect($"nats://127.0.0.1:{FreePort.Next()}");
        var waiting = connection.WaitOpenAsync(CancellationToken.None);

        await connection.DisposeAsync();

        await Assert.ThrowsAsync<NatsException>(() => waiting.WaitAsync(TestPubSub.Timeout));
    }

    [Fact]
    public async Task RequestAsync_NobodyListens_SaysSoAtOnce()
    {
        await using var server = await NatsServer.StartAsync();
        await using var connection = Connect(server.Url);
        await connection.WaitOpenAsync(CancellationToken.None);

        await Assert.ThrowsAsync<NatsNoRespondersException>(
            async () => await connection.RequestAsync("nobody", default, null, Bytes, CancellationToken.None));
    }

    [Fact]
    public async Task RequestAsync_ConnectionLostMeanwhile_FailsAtOnceNotAtItsTimeout()
    {
        await using var server = await NatsServer.StartAsync();
        await using var connection = Connect(server.Url);
        await using var listener = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var silent = await listener.SubscribeCoreAsync<byte[]>("silent");
        await listener.PingAsync();
        await connection.WaitOpenAsync(CancellationToken.None);

        var asking = connection.RequestAsync("silent", default, null, Bytes, CancellationToken.None).AsTask();
        await silent.Msgs.ReadAsync().AsTask().WaitAsync(TestPubSub.Timeout);
        server.Kill();

        // A request without an answer is given up after five seconds.
        await Assert.ThrowsAsync<NatsException>(() => asking.WaitAsync(TimeSpan.FromSeconds(3)));
    }

    private static BrokerConnection Connect(string urls) =>
        new(BrokerOptions.For(BrokerEndpoint.ParseList(urls)), "$JS.API", NullLogger.Instance);
}
