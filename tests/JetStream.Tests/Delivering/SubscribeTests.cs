using System.Diagnostics;
using DaprProcessing.Components;
using DaprProcessing.TestKit;

namespace DaprProcessing.JetStream.Tests;

public sealed class SubscribeTests : IAsyncLifetime
{
    private NatsServer _server = null!;

    public async Task InitializeAsync() => _server = await NatsServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task SubscribeAsync_TwoReplicas_ShareTheMessagesOnceEach()
    {
        await using var first = await TestPubSub.ConnectAsync(_server);
        await using var second = await TestPubSub.ConnectAsync(_server);
        var (a, b) = (new Deliveries(), new Deliveries());
        await first.SubscribeAsync("work", a.Handler(TimeSpan.FromMilliseconds(5)), ("maxInFlight", "4"));
        await second.SubscribeAsync("work", b.Handler(TimeSpan.FromMilliseconds(5)), ("maxInFlight", "4"));

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => first.PublishAsync("work", $"{i}")));

        await Eventually.Async(() => a.Count + b.Count >= 200, TestPubSub.Timeout, "all handled");
        await EverythingAcknowledgedAsync("WORK", "app_work");
        Assert.Equal(200, a.Texts.Concat(b.Texts).Distinct().Count());
        Assert.Equal(200, a.Count + b.Count);
        Assert.InRange(a.Count, 60, 140);
    }

    [Fact]
    public async Task SubscribeAsync_ReplicaAddedLater_GetsWorkAtOnce()
    {
        await using var first = await TestPubSub.ConnectAsync(_server);
        await using var second = await TestPubSub.ConnectAsync(_server);
        var (a, b) = (new Deliveries(), new Deliveries());
        await first.SubscribeAsync("work", a.Handler(TimeSpan.FromMilliseconds(200)), ("maxInFlight", "2"));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => first.PublishAsync("work", $"{i}")));
        await Eventually.Async(() => a.Count >= 2, TestPubSub.Timeout, "the first replica is busy");

        await second.SubscribeAsync("work", b.Handler(TimeSpan.FromMilliseconds(200)), ("maxInFlight", "2"));

        await Eventually.Async(
            () => b.Count > 0, TimeSpan.FromSeconds(2), "the second replica has work while the first has a backlog of 4 s");
    }

    [Fact]
    public async Task SubscribeAsync_MaxInFlight_IsNeverExceeded()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server);
        var seen = new Deliveries();
        await pubSub.SubscribeAsync("work", seen.Handler(TimeSpan.FromMilliseconds(20)), ("maxInFlight", "3"));

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => pubSub.PublishAsync("work", $"{i}")));

        await Eventually.Async(() => seen.Count >= 60, TestPubSub.Timeout, "all handled");
        Assert.Equal(3, seen.MostAtOnce);
    }

    [Fact]
    public async Task SubscribeAsync_HandlerThreeTimesLongerThanAckWait_IsDeliveredOnce()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("ackWait", "1s"));
        var seen = new Deliveries();
        await pubSub.SubscribeAsync("work", seen.Handler(TimeSpan.FromSeconds(3)));

        await pubSub.PublishAsync("work", "long");

        await Eventually.Async(() => seen.Count > 0, TestPubSub.Timeout, "begun");
        await EverythingAcknowledgedAsync("WORK", "app_work");
        Assert.Equal(1, seen.Count);
    }

    [Fact]
    public async Task SubscribeAsync_HandlersBlockEveryPoolThread_HeartbeatsStillLeave()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("ackWait", "1s"));
        var began = 0;
        var slots = Environment.ProcessorCount * 4;
        using var release = new ManualResetEventSlim();
        await pubSub.SubscribeAsync(
            "work",
            (_, _) =>
            {
                Interlocked.Increment(ref began);
                release.Wait(TimeSpan.FromSeconds(2.5), CancellationToken.None);
                return Task.FromResult(DeliveryOutcome.Ack);
            },
            ("maxInFlight", $"{slots}"));

        await Task.WhenAll(Enumerable.Range(0, slots).Select(i => pubSub.PublishAsync("work", $"{i}")));

        await Eventually.Async(() => Volatile.Read(ref began) >= slots, TestPubSub.Timeout, "all begun");
        await EverythingAcknowledgedAsync("WORK", "app_work");
        Assert.Equal(slots, began);
    }

    [Fact]
    public async Task SubscribeAsync_HandlerAsksForRetry_RedeliversAfterTheGrowingDelay()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("backOff", "200ms, 600ms"));
        var times = new List<long>();
        var counts = new List<int>();
        await pubSub.SubscribeAsync("work", (delivery, _) =>
        {
            times.Add(Stopwatch.GetTimestamp());
            counts.Add(delivery.DeliveryCount);
            return Task.FromResult(counts.Count < 3 ? DeliveryOutcome.Retry : DeliveryOutcome.Ack);
        });

        await pubSub.PublishAsync("work", "again");

        await EverythingAcknowledgedAsync("WORK", "app_work", minimum: () => counts.Count == 3);
        Assert.Equal([1, 2, 3], counts);
        Assert.InRange(Stopwatch.GetElapsedTime(times[0], times[1]).TotalMilliseconds, 190, 10_000);
        Assert.InRange(Stopwatch.GetElapsedTime(times[1], times[2]).TotalMilliseconds, 590, 10_000);
    }

    [Fact]
    public async Task SubscribeAsync_HandlerThrows_RedeliversUntilItSucceeds()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("redeliveryDelay", "10ms"));
        var tries = 0;
        await pubSub.SubscribeAsync("work", (_, _) =>
            Interlocked.Increment(ref tries) < 3
                ? throw new InvalidOperationException("not yet")
                : Task.FromResult(DeliveryOutcome.Ack));

        await pubSub.PublishAsync("work", "again");

        await EverythingAcknowledgedAsync("WORK", "app_work", minimum: () => tries == 3);
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task SubscribeAsync_HandlerDrops_IsGoneFromTheWorkQueue()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("streamRetention", "workqueue"));
        var seen = new Deliveries();
        await pubSub.SubscribeAsync("work", seen.Handler(outcome: DeliveryOutcome.Drop));

        await pubSub.PublishAsync("work", "poison");

        await using var broker = new Broker(_server);
        await Eventually.Async(
            async () => seen.Count == 1 && (await broker.FindStreamAsync("WORK"))!.State.Messages == 0,
            TestPubSub.Timeout,
            "removed");
    }

    [Fact]
    public async Task SubscribeAsync_SecondGroupOnAWorkQueue_IsInvalidAndSaysHow()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("streamRetention", "workqueue"));
        await pubSub.SubscribeAsync("work", new Deliveries().Handler(), ("durableName", "one"));

        var refused = await Assert.ThrowsAsync<ComponentException>(
            () => pubSub.SubscribeAsync("work", new Deliveries().Handler(), ("durableName", "two")));

        Assert.Equal(ComponentErrorKind.Invalid, refused.Kind);
        Assert.Contains("streamRetention", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubscribeAsync_OneDurableForTwoTopicsOfAStream_EachTopicHasItsConsumer()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(
            _server, ("streamCatalog", "ORCHESTRATION: done, failed"), ("durableName", "orchestrators"));
        var (done, failed) = (new Deliveries(), new Deliveries());
        await pubSub.SubscribeAsync("done", done.Handler());
        await pubSub.SubscribeAsync("failed", failed.Handler());

        await pubSub.PublishAsync("failed", "f");
        await pubSub.PublishAsync("done", "d");

        await Eventually.Async(() => done.Count + failed.Count == 2, TestPubSub.Timeout, "both delivered");
        Assert.Equal(["d"], done.Texts);
        Assert.Equal(["f"], failed.Texts);
        await EverythingAcknowledgedAsync("ORCHESTRATION", "orchestrators_done");
    }

    [Fact]
    public async Task SubscribeAsync_AckWaitChanged_UpdatesTheConsumer()
    {
        await using (var old = await TestPubSub.ConnectAsync(_server, ("ackWait", "20s"), ("maxAckPending", "5")))
        {
            await old.SubscribeAsync("work", new Deliveries().Handler());
        }

        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("ackWait", "7s"), ("maxAckPending", "9"));
        await pubSub.SubscribeAsync("work", new Deliveries().Handler());

        await using var broker = new Broker(_server);
        var consumer = await broker.FindConsumerAsync("WORK", "app_work");
        Assert.Equal(TimeSpan.FromSeconds(7), consumer!.Config.AckWait);
        Assert.Equal(9, consumer.Config.MaxAckPending);
    }

    [Fact]
    public async Task SubscribeAsync_PolicyFixedAtCreationChanged_KeepsWorking()
    {
        await using (var old = await TestPubSub.ConnectAsync(_server))
        {
            await old.SubscribeAsync("work", new Deliveries().Handler());
        }

        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("deliverPolicy", "new"));
        var seen = new Deliveries();
        await pubSub.SubscribeAsync("work", seen.Handler());
        await pubSub.PublishAsync("work", "1");

        await Eventually.Async(() => seen.Count == 1, TestPubSub.Timeout, "delivered");
    }

    [Fact]
    public async Task SubscribeAsync_OfflineWhilePublished_GetsItOnReturn()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("streamRetention", "workqueue"));
        var before = await pubSub.SubscribeAsync("work", new Deliveries().Handler());
        await before.DisposeAsync();
        await pubSub.PublishAsync("work", "1");
        var seen = new Deliveries();

        await pubSub.SubscribeAsync("work", seen.Handler());

        await Eventually.Async(() => seen.Count == 1, TestPubSub.Timeout, "delivered");
        Assert.Equal(1, seen.All.Single().DeliveryCount);
    }

    [Fact]
    public async Task Dispose_WhileWorking_WaitsForHandlersAndLeavesTheRest()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server);
        var seen = new Deliveries();
        var subscription = await pubSub.SubscribeAsync(
            "work", seen.Handler(TimeSpan.FromMilliseconds(300)), ("maxInFlight", "2"));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => pubSub.PublishAsync("work", $"{i}")));
        await Eventually.Async(() => seen.Count >= 2, TestPubSub.Timeout, "busy");

        await subscription.DisposeAsync();

        await using var broker = new Broker(_server);
        var consumer = await broker.FindConsumerAsync("WORK", "app_work");
        Assert.Equal(0, consumer!.NumAckPending);
        Assert.Equal((ulong)(10 - seen.Count), consumer.NumPending);
    }

    [Fact]
    public async Task Dispose_HandlerWillNotEnd_CancelsItAndHandsTheMessageBack()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("drainTimeout", "100ms"));
        var seen = new Deliveries();
        var subscription = await pubSub.SubscribeAsync("work", seen.Handler(TimeSpan.FromMinutes(5)));
        await pubSub.PublishAsync("work", "stuck");
        await Eventually.Async(() => seen.Count == 1, TestPubSub.Timeout, "begun");

        await subscription.DisposeAsync().AsTask().WaitAsync(TestPubSub.Timeout);

        var next = new Deliveries();
        await pubSub.SubscribeAsync("work", next.Handler());
        await Eventually.Async(
            () => next.Count == 1, TestPubSub.Timeout, "delivered to the next, long before the ack wait of 30 s");
    }

    private async Task EverythingAcknowledgedAsync(string stream, string consumer, Func<bool>? minimum = null)
    {
        await using var broker = new Broker(_server);
        await Eventually.Async(
            async () => (minimum?.Invoke() ?? true)
                && await broker.FindConsumerAsync(stream, consumer) is { NumAckPending: 0, NumPending: 0 },
            TestPubSub.Timeout,
            $"everything acknowledged on {consumer}");
    }
}
