using System.Diagnostics;
using System.Text;
using DaprProcessing.JetStream;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;

namespace DaprProcessing.JetStream.Tests;

public sealed class HostileServerTests
{
    private static readonly NatsRawSerializer<ReadOnlyMemory<byte>> Bytes = NatsRawSerializer<ReadOnlyMemory<byte>>.Default;

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("INFO not json\r\n")]
    [InlineData("INFO {\"version\":7,\"headers\":\"maybe\"}\r\n")]
    [InlineData("\0\0\0\0\r\n")]
    public async Task Connect_GreetingIsGarbage_TriesAgain(string greeting)
    {
        await using var server = new FakeNatsServer(
            (stream, token) => stream.WriteAsync(Encoding.ASCII.GetBytes(greeting), token).AsTask());
        await using var connection = Connect(server);

        await Eventually.Async(() => server.Connections >= 3, TestPubSub.Timeout, "dialled again");

        // What the reader met, or what the attempt made of it: whichever was told last.
        Assert.NotNull(connection.LastFault);
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task Connect_ServerNeverGreets_GivesUpAndTriesAgain()
    {
        await using var server = new FakeNatsServer((_, token) => Task.Delay(Timeout.Infinite, token));
        await using var connection = Connect(server);

        await Eventually.Async(() => server.Connections >= 2, TestPubSub.Timeout, "dialled again");

        Assert.IsAssignableFrom<NatsException>(connection.LastFault);
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
        await connection.WaitOpenAsync(CancellationToken.None);

        await Assert.ThrowsAnyAsync<NatsException>(
            async () => await connection.RequestAsync(
                "a", default, null, Bytes, CancellationToken.None).AsTask().WaitAsync(TestPubSub.Timeout));

        await Eventually.Async(() => server.Connections >= 2, TestPubSub.Timeout, "dialled again");
    }

    [Fact]
    public async Task Connect_ServerHangsUpAfterEachGreeting_DoesNotDialInATightLoop()
    {
        await using var server = new FakeNatsServer(FakeNatsServer.GreetAsync);
        await using var connection = Connect(server, longestPause: TimeSpan.FromSeconds(10));

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

        await Eventually.Async(() => connection.Losses > 0, TestPubSub.Timeout, "the silence is noticed");

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
        await using var connection = Connect(server);
        await connection.WaitOpenAsync(CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var sent = 0;

        // What the kernel's socket buffers swallow is some megabytes; 500 would be memory without bound.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            for (; sent < 500; sent++)
            {
                await connection.SendAsync("a", new byte[1024 * 1024], replyTo: null, limit.Token);
            }
        });

        Assert.InRange(sent, 1, 100);
    }

    [Fact]
    public async Task Connect_ServerNamesAnother_CredentialsAreNotTakenThere()
    {
        await using var other = new FakeNatsServer(FakeNatsServer.GreetAsync);
        await using var server = new FakeNatsServer((stream, token) => FakeNatsServer.GreetAsync(
            stream, FakeNatsServer.Info.Replace("}", $",\"connect_urls\":[\"{new Uri(other.Url).Authority}\"]}}"), token));
        await using var connection = Connect(server);

        await Eventually.Async(() => server.Connections >= 4, TestPubSub.Timeout, "dialled again");

        Assert.Equal(0, other.Connections);
    }

    private static BrokerConnection Connect(FakeNatsServer server, TimeSpan? pingInterval = null, TimeSpan? longestPause = null)
    {
        var options = BrokerOptions.For(BrokerEndpoint.ParseList(server.Url));
        return new(
            options with
            {
                Nats = options.Nats with
                {
                    ConnectTimeout = TimeSpan.FromMilliseconds(300), PingInterval = pingInterval ?? TimeSpan.FromSeconds(20),
                },
                FirstPause = TimeSpan.FromMilliseconds(20),
                LongestPause = longestPause ?? TimeSpan.FromMilliseconds(50),
            },
            "$JS.API",
            NullLogger.Instance);
    }
}
