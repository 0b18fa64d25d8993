using System.Diagnostics;
using System.Text;
using DaprProcessing.Local.JetStream.Client;
using DaprProcessing.TestKit;

namespace DaprProcessing.JetStream.Tests;

public sealed class HostileServerTests
{
    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("INFO not json\r\n")]
    [InlineData("INFO {\"version\":7,\"headers\":\"maybe\"}\r\n")]
    [InlineData("INFO {\"version\":\"2.1.0\",\"headers\":false}\r\n")]
    [InlineData("\0\0\0\0\r\n")]
    public async Task Connect_GreetingIsGarbage_TypedFaultAndTriesAgain(string greeting)
    {
        await using var server = new FakeNatsServer((stream, token) => stream.WriteAsync(Encoding.ASCII.GetBytes(greeting), token).AsTask());
        await using var connection = Connect(server);

        await Eventually.Async(() => connection.LastFault is NatsProtocolException, TestPubSub.Timeout, "the fault is typed");

        await Eventually.Async(() => server.Connections >= 3, TestPubSub.Timeout, "dialled again");
        Assert.False(connection.IsConnected);
    }

    [Fact]
    public async Task Connect_ServerNeverGreets_GivesUpAndTriesAgain()
    {
        await using var server = new FakeNatsServer((_, token) => Task.Delay(Timeout.Infinite, token));
        await using var connection = Connect(server);

        await Eventually.Async(() => connection.LastFault is NatsConnectionException, TestPubSub.Timeout, "given up");

        await Eventually.Async(() => server.Connections >= 2, TestPubSub.Timeout, "dialled again");
    }

    [Fact]
    public async Task Connect_GarbageAfterTheGreeting_FailsRequestsTypedAndTriesAgain()
    {
        await using var server = new FakeNatsServer(async (stream, token) =>
        {
            await FakeNatsServer.GreetAsync(stream, token);
            await stream.ReadAtLeastAsync(new byte[4096], 1, false, token);
            await stream.WriteAsync("MSG x 1 999999999999\r\n"u8.ToArray(), token);
            await stream.ReadAtLeastAsync(new byte[4096], 1, false, token);
        });
        await using var connection = Connect(server);
        await connection.WaitConnectedAsync(CancellationToken.None);

        await Assert.ThrowsAsync<NatsConnectionException>(() => connection.RequestAsync("a", default, TestPubSub.Timeout));

        await Eventually.Async(() => connection.LastFault is NatsProtocolException, TestPubSub.Timeout, "the fault is typed");
        await Eventually.Async(() => server.Connections >= 2, TestPubSub.Timeout, "dialled again");
    }

    [Fact]
    public async Task Connect_ServerHangsUpAfterEachGreeting_DoesNotDialInATightLoop()
    {
        await using var server = new FakeNatsServer(FakeNatsServer.GreetAsync);
        await using var connection = Connect(server, reconnectMax: TimeSpan.FromSeconds(10));

        var began = Stopwatch.GetTimestamp();
        await Eventually.Async(() => server.Connections >= 7, TestPubSub.Timeout, "dialled again");

        // The pauses double from 20 ms, and at most half of each is left to chance: 10 + 20 + 40 + 80 + 160 + 320 at the least,
        // less what passed before the clock was started.
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalMilliseconds, 500, double.MaxValue);
    }

    [Fact]
    public async Task Ping_ServerStopsAnswering_IsNoticedAndDialledAgain()
    {
        await using var server = new FakeNatsServer(async (stream, token) =>
        {
            await FakeNatsServer.GreetAsync(stream, token);
            await Task.Delay(Timeout.Infinite, token);
        });
        await using var connection = Connect(server, pingInterval: TimeSpan.FromMilliseconds(100));

        await Eventually.Async(
            () => connection.LastFault?.Message.Contains("PONG", StringComparison.Ordinal) == true, TestPubSub.Timeout, "the silence is noticed");

        await Eventually.Async(() => server.Connections >= 2, TestPubSub.Timeout, "dialled again");
    }

    [Fact]
    public async Task Publish_ServerStopsReading_WaitsInsteadOfBuffering()
    {
        await using var server = new FakeNatsServer(async (stream, token) =>
        {
            await FakeNatsServer.GreetAsync(stream, token);
            await Task.Delay(Timeout.Infinite, token);
        });
        await using var connection = Connect(server, sendBufferBytes: 64 * 1024);
        await connection.WaitConnectedAsync(CancellationToken.None);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var sent = 0;

        // What the kernel's socket buffers swallow is some megabytes; 500 would be memory without bound.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            for (; sent < 500; sent++)
            {
                await connection.PublishAsync("a", new byte[1024 * 1024], cancellationToken: patience.Token);
            }
        });

        Assert.InRange(sent, 1, 100);
    }

    private static NatsConnection Connect(
        FakeNatsServer server, TimeSpan? pingInterval = null, int sendBufferBytes = 1024 * 1024, TimeSpan? reconnectMax = null) => new(new NatsOptions
        {
            Servers = NatsEndpoint.ParseList(server.Url),
            ConnectTimeout = TimeSpan.FromMilliseconds(300),
            ReconnectMin = TimeSpan.FromMilliseconds(20),
            ReconnectMax = reconnectMax ?? TimeSpan.FromMilliseconds(50),
            PingInterval = pingInterval ?? TimeSpan.FromSeconds(20),
            SendBufferBytes = sendBufferBytes,
        });
}
