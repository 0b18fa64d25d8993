using System.Text;
using DaprProcessing.Local.JetStream.Api;
using DaprProcessing.Local.JetStream.Client;
using DaprProcessing.TestKit;

namespace DaprProcessing.JetStream.Tests;

public sealed class NatsConnectionTests : IAsyncLifetime
{
    private NatsServer _server = null!;
    private NatsConnection _connection = null!;

    public async Task InitializeAsync()
    {
        _server = await NatsServer.StartAsync();
        _connection = TestPubSub.Connect(_server);
        await _connection.WaitConnectedAsync(CancellationToken.None).WaitAsync(TestPubSub.Timeout);
    }

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task RequestAsync_SomeoneAnswers_GivesTheAnswer()
    {
        await using var service = _connection.Subscribe("echo");
        var serving = Task.Run(async () =>
        {
            var request = await service.ReadAsync();
            await _connection.PublishAsync(request.ReplyTo!, request.Data);
        });

        var answer = await _connection.RequestAsync("echo", "hello"u8.ToArray(), TestPubSub.Timeout);

        await serving;
        Assert.Equal("hello", Encoding.UTF8.GetString(answer.Data.Span));
    }

    [Fact]
    public async Task RequestAsync_NobodyListens_SaysSoAtOnce() =>
        await Assert.ThrowsAsync<NatsNoRespondersException>(() => _connection.RequestAsync("nobody", default, TestPubSub.Timeout));

    [Fact]
    public async Task RequestAsync_ListenerIsSilent_TimesOut()
    {
        await using var silent = _connection.Subscribe("silent");

        await Assert.ThrowsAsync<NatsTimeoutException>(() => _connection.RequestAsync("silent", default, TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public async Task PublishAsync_LargeHeaders_ArriveWhole()
    {
        await using var subscription = _connection.Subscribe("headers");
        var headers = new NatsHeaders();
        for (var i = 0; i < 200; i++)
        {
            headers.Add($"Name-{i}", new string((char)('a' + (i % 26)), 1000));
        }

        await _connection.PublishAsync("headers", "body"u8.ToArray(), headers: headers);

        var message = await subscription.ReadAsync();
        Assert.Equal(headers, message.Headers!);
        Assert.Equal("body", Encoding.UTF8.GetString(message.Data.Span));
    }

    [Theory]
    [InlineData("a b", "c")]
    [InlineData("a:b", "c")]
    [InlineData("", "c")]
    [InlineData("a", "b\r\nInjected: c")]
    public void AddHeader_WouldBreakTheBlock_Throws(string name, string value) =>
        Assert.Throws<ArgumentException>(() => new NatsHeaders().Add(name, value));

    [Fact]
    public async Task PublishAsync_AboveMaxPayload_IsRefusedBeforeSending()
    {
        var refused = await Assert.ThrowsAsync<NatsPayloadTooLargeException>(async () => await _connection.PublishAsync("a", new byte[1024 * 1024 + 1]));

        Assert.Equal(1024 * 1024, refused.LimitBytes);
        Assert.Equal(1, _connection.Connects);
    }

    [Fact]
    public async Task Subscribe_QueueGroup_DeliversEachMessageToOneMember()
    {
        await using var first = _connection.Subscribe("jobs", "group");
        await using var second = _connection.Subscribe("jobs", "group");
        for (var i = 0; i < 50; i++)
        {
            await _connection.PublishAsync("jobs", default);
        }

        await first.DisposeAsync();
        await second.DisposeAsync();

        var (a, b) = (await first.ReadAllAsync().CountAsync(), await second.ReadAllAsync().CountAsync());
        Assert.Equal(50, a + b);
        Assert.InRange(a, 1, 49);
    }

    [Fact]
    public async Task Subscribe_ReaderTooSlow_DropsAndCounts()
    {
        await using var subscription = _connection.Subscribe("flood", capacity: 10);
        for (var i = 0; i < 100; i++)
        {
            await _connection.PublishAsync("flood", default);
        }

        await _connection.PingAsync(CancellationToken.None);

        Assert.Equal(90, subscription.Dropped);
    }

    [Fact]
    public async Task Subscribe_ServerKilledAndBack_IsRenewed()
    {
        await using var subscription = _connection.Subscribe("news");
        await _connection.PingAsync(CancellationToken.None);
        _server.Kill();
        await Eventually.Async(() => !_connection.IsConnected, TestPubSub.Timeout, "the loss is noticed");
        await _server.RestartAsync();

        await _connection.PublishAsync("news", "back"u8.ToArray());

        var message = await subscription.ReadAsync().AsTask().WaitAsync(TestPubSub.Timeout);
        Assert.Equal("back", Encoding.UTF8.GetString(message.Data.Span));
        Assert.Equal(2, _connection.Connects);
    }

    [Fact]
    public async Task Connect_FirstServerOfTheListIsAway_TakesTheOther()
    {
        await using var connection = new NatsConnection(new NatsOptions
        {
            Servers = NatsEndpoint.ParseList($"nats://127.0.0.1:{FreePort.Next()},{_server.Url}"),
        });

        await connection.WaitConnectedAsync(CancellationToken.None).WaitAsync(TestPubSub.Timeout);

        Assert.True(connection.IsConnected);
    }

    [Fact]
    public async Task DisposeAsync_Waiters_FailTyped()
    {
        var connection = new NatsConnection(new NatsOptions { Servers = NatsEndpoint.ParseList($"nats://127.0.0.1:{FreePort.Next()}") });
        var waiting = connection.WaitConnectedAsync(CancellationToken.None);

        await connection.DisposeAsync();

        await Assert.ThrowsAsync<NatsConnectionException>(() => waiting.WaitAsync(TestPubSub.Timeout));
    }

    [Fact]
    public async Task FetchAsync_NoWait_TakesWhatIsThereAndTermEndsIt()
    {
        var jetStream = new JetStreamClient(_connection);
        await jetStream.CreateStreamAsync(new StreamConfig { Name = "DEAD", Subjects = ["dead.letter"], Retention = "workqueue" });
        await jetStream.CreateOrUpdateConsumerAsync("DEAD", new ConsumerConfig { DurableName = "operator" });
        await jetStream.PublishAsync("dead.letter", "1"u8.ToArray());
        await jetStream.PublishAsync("dead.letter", "2"u8.ToArray());

        var letters = await jetStream.FetchAsync("DEAD", "operator", new PullRequest(10, NoWait: true));
        await _connection.PublishAsync(letters[0].ReplyTo!, Acknowledgements.Term(_connection.Server, "seen"));
        await _connection.PublishAsync(letters[1].ReplyTo!, Acknowledgements.Nak);

        var again = await jetStream.FetchAsync("DEAD", "operator", new PullRequest(1, TestPubSub.Timeout));
        Assert.Equal(2, letters.Count);
        Assert.Equal("2", Encoding.UTF8.GetString(Assert.Single(again).Data.Span));
        Assert.Equal(1, await jetStream.PurgeStreamAsync("DEAD"));
    }
}
