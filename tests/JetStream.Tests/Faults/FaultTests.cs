using DaprProcessing.Components;
using DaprProcessing.TestKit;

namespace DaprProcessing.JetStream.Tests;

/// <summary>What happens to work when workers, the network, the server or its store go away.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private NatsServer _server = null!;

    public async Task InitializeAsync() => _server = await NatsServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task WorkerVanishes_MidHandler_AnotherGetsTheMessage()
    {
        await using var proxy = new CuttableProxy(_server.Port);
        await using var vanishing = await TestPubSub.ConnectAsync(
            _server, ("natsURL", proxy.Url), ("ackWait", "1s"), ("drainTimeout", "100ms"));
        await using var surviving = await TestPubSub.ConnectAsync(_server, ("ackWait", "1s"));
        var (lost, seen) = (new Deliveries(), new Deliveries());
        await vanishing.SubscribeAsync("work", lost.Handler(TimeSpan.FromMinutes(1)));
        await surviving.PublishAsync("work", "1");
        await Eventually.Async(() => lost.Count == 1, TestPubSub.Timeout, "begun");
        await surviving.SubscribeAsync("work", seen.Handler());

        proxy.Cut();

        await Eventually.Async(() => seen.Count == 1, TestPubSub.Timeout, "delivered to the other");
        Assert.Equal(2, seen.All.Single().DeliveryCount);
    }

    [Fact]
    public async Task NetworkCut_MidHandler_AcknowledgementIsSentAfterwards()
    {
        await using var proxy = new CuttableProxy(_server.Port);
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("natsURL", proxy.Url), ("ackWait", "10s"));
        var seen = new Deliveries();
        await pubSub.SubscribeAsync("work", seen.Handler(TimeSpan.FromMilliseconds(300)));
        await pubSub.PublishAsync("work", "1");
        await Eventually.Async(() => seen.Count == 1, TestPubSub.Timeout, "begun");

        proxy.Cut();
        await using var broker = new Broker(_server);
        await Eventually.Async(
            async () => await broker.FindConsumerAsync("WORK", "app_work") is { NumWaiting: 0, NumAckPending: 1 },
            TestPubSub.Timeout,
            "cut off");
        proxy.Mend();

        await Eventually.Async(
            async () => (await broker.FindConsumerAsync("WORK", "app_work"))!.NumAckPending == 0,
            TestPubSub.Timeout,
            "acknowledged");
        Assert.Equal(1, seen.Count);
    }

    [Fact]
    public async Task ServerKilled_WhilePublishingAndConsuming_NothingAcknowledgedIsLost()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(
            _server, ("streamRetention", "workqueue"), ("ackWait", "2s"), ("publishTimeout", "20s"));
        var seen = new Deliveries();
        await pubSub.SubscribeAsync("work", seen.Handler(TimeSpan.FromMilliseconds(1)), ("maxInFlight", "8"));
        var next = 0;
        var publishers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) <= 2000;)
            {
                await pubSub.PublishAsync("work", $"{i}");
            }
        })).ToList();

        foreach (var mark in new[] { 400, 1200 })
        {
            await Eventually.Async(() => seen.Count >= mark, TestPubSub.Timeout, $"{mark} handled");
            _server.Kill();
            await _server.RestartAsync();
        }

        await Task.WhenAll(publishers).WaitAsync(TestPubSub.Timeout);
        await Eventually.Async(
            () => seen.Texts.Distinct().Count() == 2000, TestPubSub.Timeout, "every acknowledged message handled");
        // After kill -9 the server has forgotten its latest acknowledgements: some messages come again, most must not.
        Assert.InRange(seen.Count, 2000, 3000);
    }

    [Fact]
    public async Task ConsumerDeleted_WhileSubscribed_IsMadeAgain()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server);
        var seen = new Deliveries();
        await pubSub.SubscribeAsync("work", seen.Handler());
        await using var broker = new Broker(_server);
        await broker.JetStream.DeleteConsumerAsync("WORK", "app_work");

        await pubSub.PublishAsync("work", "1");

        await Eventually.Async(() => seen.Count == 1, TestPubSub.Timeout, "delivered");
    }

    [Fact]
    public async Task StreamDeleted_WhileSubscribed_IsMadeAgain()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("streamCatalog", "JOBS: work"));
        var seen = new Deliveries();
        await pubSub.SubscribeAsync("work", seen.Handler());
        await using var broker = new Broker(_server);
        await broker.JetStream.DeleteStreamAsync("JOBS");

        await pubSub.PublishAsync("work", "1");

        await Eventually.Async(() => seen.Count == 1, TestPubSub.Timeout, "delivered");
        Assert.NotNull(await broker.FindStreamAsync("JOBS"));
    }

    [Fact]
    public async Task StoreWiped_WhileSubscribed_HealsWithoutRestart()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("streamCatalog", "JOBS: work"));
        var seen = new Deliveries();
        await pubSub.SubscribeAsync("work", seen.Handler());
        _server.Kill();
        _server.WipeStore();
        await _server.RestartAsync();

        await pubSub.PublishAsync("work", "1");

        await Eventually.Async(() => seen.Count == 1, TestPubSub.Timeout, "delivered");
    }

    [Fact]
    public async Task ServerAway_AtStart_SubscriptionBeginsWhenItComes()
    {
        _server.Kill();
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("connectTimeout", "200ms"));
        var seen = new Deliveries();
        await pubSub.SubscribeAsync("work", seen.Handler());

        await _server.RestartAsync();
        await pubSub.PublishAsync("work", "1");

        await Eventually.Async(() => seen.Count == 1, TestPubSub.Timeout, "delivered");
    }

    [Fact]
    public async Task ForeignMessages_InTheStream_ReachTheHandlerAsTheyAre()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server);
        var seen = new Deliveries();
        await pubSub.SubscribeAsync("work", seen.Handler());
        using var raw = new System.Net.Sockets.TcpClient("127.0.0.1", _server.Port);

        // Another client may store empty bodies, broken headers, and status lines that look like the server's own.
        byte[] foreign =
        [
            .. "CONNECT {\"headers\":true,\"verbose\":false}\r\nPUB work 0\r\n\r\n"u8,
            .. "HPUB work 12 15\r\nNATS/1.0\r\n\r\nabc\r\n"u8,
            .. "HPUB work 20 20\r\nNATS/1.0 rubbish\r\n\r\n\r\n"u8,
            .. "HPUB work 16 16\r\nNATS/1.0 503\r\n\r\n\r\n"u8,
        ];
        await raw.GetStream().WriteAsync(foreign);

        await Eventually.Async(() => seen.Count == 4, TestPubSub.Timeout, "delivered");
        await pubSub.PublishAsync("work", "after");
        await Eventually.Async(() => seen.Texts.Contains("after"), TestPubSub.Timeout, "the subscription lives");
    }
}
