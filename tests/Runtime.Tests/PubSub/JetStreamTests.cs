using System.Collections.Concurrent;
using System.Diagnostics;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Runtime.Tests.PubSub;

public sealed class JetStreamTests
{
    [Fact]
    public async Task TwoRuntimes_OneAppId_ShareMessagesAndSurviveTheLossOfOne()
    {
        await using var nats = await NatsServer.StartAsync();
        var component = ComponentYaml.Component(
            "pubsub", "pubsub.jetstream", $"natsURL={nats.Url}", "ackWait=2s", "redeliveryDelay=1s");
        await using var first = await TestRuntime.StartAsync(component);
        await using var second = await TestRuntime.StartAsync(component);
        const string subscription = """
            [{"pubsubname":"pubsub","topic":"work.created","route":"/work",
              "metadata":{"durableName":"workers","queueGroupName":"workers"}}]
            """;
        await using var one = await SubscriberApp.StartAsync(subscription);
        await using var two = await SubscriberApp.StartAsync(subscription, (_, context) =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await first.Host.AttachAppAsync("app", one.Address);
        await second.Host.AttachAppAsync("app", two.Address);

        for (var i = 0; i < 40; i++)
        {
            await first.PublishAsync("work.created", i);
        }

        await Eventually.Async(() => !two.Received.IsEmpty, TimeSpan.FromMinutes(1), "the failing replica gets its share");
        await second.Host.DetachAppAsync("app");
        await Eventually.Async(
            () => one.Received.Select(received => received.Json.GetProperty("data").GetInt32()).Distinct().Count() == 40,
            TimeSpan.FromSeconds(20), "every message ends at the replica that works");
    }

    [Fact]
    public async Task FileOfDaprds_MessageRefused_StaysAwayForTheAckWait()
    {
        await using var nats = await NatsServer.StartAsync();
        await using var runtime = await TestRuntime.StartAsync(
            ComponentYaml.Component("pubsub", "pubsub.jetstream", $"natsURL={nats.Url}", "ackWait=2s"));
        var times = new ConcurrentQueue<long>();
        await using var app = await SubscriberApp.StartAsync(
            """[{"pubsubname":"pubsub","topic":"work.created","route":"/work"}]""",
            (_, context) =>
            {
                times.Enqueue(Stopwatch.GetTimestamp());
                context.Response.StatusCode = times.Count == 1 ? 500 : 200;
                return Task.CompletedTask;
            });
        await runtime.Host.AttachAppAsync("app", app.Address);

        await runtime.PublishAsync("work.created", 1);

        await Eventually.Async(() => times.Count == 2, TimeSpan.FromSeconds(60), "the message comes again");
        var between = Stopwatch.GetElapsedTime(times.First(), times.Last());
        // The server counts from the refusal, which comes after the first call; its timers are coarse.
        Assert.InRange(between, TimeSpan.FromSeconds(1.9), TimeSpan.MaxValue);
    }
}
