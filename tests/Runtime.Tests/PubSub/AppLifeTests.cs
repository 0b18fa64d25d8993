using System.Net.Http.Json;
using DaprProcessing.Local.Runtime;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Runtime.Tests.PubSub;

/// <summary>Apps come late, go away, come back different.</summary>
public sealed class AppLifeTests
{
    private const string OrdersWithDead =
        """[{"pubsubname":"pubsub","topic":"orders","route":"/orders","deadLetterTopic":"dead"}]""";
    private static readonly AppHealthCheckOptions OftenAsked =
        new() { Interval = TimeSpan.FromMilliseconds(20), Threshold = 2, Timeout = TimeSpan.FromSeconds(2) };

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task AppPort_OpensLater_IsDiscoveredAndHealthTurnsReady()
    {
        var port = FreePort.Next();
        await using var runtime = await TestRuntime.StartAsync(
            change: options => options with { Apps = [options.Apps[0] with { AppPort = port }] });
        Assert.Equal(500, await StatusAsync(runtime, "/v1.0/healthz"));
        Assert.Equal(204, await StatusAsync(runtime, "/v1.0/healthz/outbound"));

        await using var app = await SubscriberApp.StartAsync(OrdersWithDead, port: port);

        await Eventually.Async(async () => await StatusAsync(runtime, "/v1.0/healthz") == 204, Soon, "the runtime is ready");
        await runtime.PublishAsync("orders", 1);
        await Eventually.Async(() => app.Received.Count == 1, Soon, "the message arrives");
    }

    [Fact]
    public async Task App_RestartsWithOtherSubscriptions_GetsWhatWaitedAndWhatIsNew()
    {
        var port = FreePort.Next();
        await using var runtime = await TestRuntime.StartAsync(
            change: options => options with { Apps = [options.Apps[0] with { AppPort = port }] });
        var first = await SubscriberApp.StartAsync(OrdersWithDead, port: port);
        await Eventually.Async(async () => await StatusAsync(runtime, "/v1.0/healthz") == 204, Soon, "the runtime is ready");
        await first.DisposeAsync();

        await runtime.PublishAsync("orders", 1);
        await using var second = await SubscriberApp.StartAsync(
            """
            [{"pubsubname":"pubsub","topic":"orders","route":"/v2"},
             {"pubsubname":"pubsub","topic":"extra","route":"/extra"}]
            """, port: port);

        await Eventually.Async(
            () => second.Received.Any(received => received.Path == "/v2"), Soon, "the message that waited arrives");
        await Eventually.Async(
            async () =>
            {
                await runtime.PublishAsync("extra", 2);
                return second.Received.Any(received => received.Path == "/extra");
            },
            Soon, "the new subscription works");
    }

    [Fact]
    public async Task Detach_HandlerAtWork_WaitsForItAndKeepsTheRest()
    {
        await using var runtime = await TestRuntime.StartAsync(
            ComponentYaml.Component("pubsub", "pubsub.in-memory", "maxInFlight=1"));
        var release = new TaskCompletionSource();
        await using var app = await SubscriberApp.StartAsync(
            """[{"pubsubname":"pubsub","topic":"orders","route":"/orders"}]""", (_, _) => release.Task);
        await runtime.Host.AttachAppAsync("app", app.Address);
        await runtime.PublishAsync("orders", 1);
        await runtime.PublishAsync("orders", 2);
        await Eventually.Async(() => app.Received.Count == 1, Soon, "the first is at work");

        var detached = runtime.Host.DetachAppAsync("app");
        Assert.False(detached.IsCompleted);
        release.SetResult();
        await detached;

        Assert.Single(app.Received);
        await runtime.Host.AttachAppAsync("app", app.Address);
        await Eventually.Async(() => app.Received.Count == 2, Soon, "the second was kept");
    }

    [Fact]
    public async Task HealthCheck_Failing_StopsMessagesUntilHealthyAgain()
    {
        var healthy = true;
        await using var runtime = await TestRuntime.StartAsync(change: options => options with
        {
            Apps = [options.Apps[0] with { HealthCheck = OftenAsked }],
        });
        await using var app = await SubscriberApp.StartAsync(OrdersWithDead, (request, context) =>
        {
            context.Response.StatusCode = request.Path == "/healthz" && !healthy ? 503 : 200;
            return Task.CompletedTask;
        });
        await runtime.Host.AttachAppAsync("app", app.Address);
        healthy = false;
        await Eventually.Async(
            async () => await StatusAsync(runtime, "/v1.0/healthz") == 500, Soon, "the app counts as unhealthy");

        await runtime.PublishAsync("orders", 1);
        Assert.DoesNotContain(app.Received, received => received.Path == "/orders");
        healthy = true;

        await Eventually.Async(
            () => app.Received.Any(received => received.Path == "/orders"), Soon, "the message arrives after all");
    }

    private static async Task<int> StatusAsync(TestRuntime runtime, string path)
    {
        using var response = await runtime.Http.GetAsync(path);
        return (int)response.StatusCode;
    }
}
