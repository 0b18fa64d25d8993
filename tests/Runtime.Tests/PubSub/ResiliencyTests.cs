using System.Net.Http.Json;
using DaprProcessing.Local.Components;
using DaprProcessing.Local.Runtime.Cel;
using DaprProcessing.Local.Runtime.Policies;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Runtime.Tests.PubSub;

public sealed class ResiliencyTests
{
    private const string Policies = """
        apiVersion: dapr.io/v1alpha1
        kind: Resiliency
        metadata: {name: r}
        spec:
          policies:
            timeouts: {short: 100ms}
            retries:
              twice: {policy: constant, duration: 1ms, maxRetries: 2}
          targets:
            apps:
              app: {retry: twice, timeout: short}
            components:
              pubsub: {inbound: {retry: twice, timeout: short}}
        """;

    private const string WithDead = """
        [{"pubsubname":"pubsub","topic":"t","route":"/t","deadLetterTopic":"dead"},{"pubsubname":"pubsub","topic":"dead","route":"/dead"}]
        """;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Inbound_RetriesUsedUp_ThenTheDeadLetter()
    {
        await using var runtime = await TestRuntime.StartAsync(Components.Documents(TestRuntime.InMemory, Policies));
        await using var app = await SubscriberApp.StartAsync(WithDead, (request, context) =>
        {
            context.Response.StatusCode = request.Path == "/t" ? 500 : 200;
            return Task.CompletedTask;
        });
        await runtime.Host.AttachAppAsync("app", app.Address);

        await runtime.PublishAsync("t", 1);

        await Eventually.Async(() => app.Received.Count == 4, Soon, "three tries and a dead letter");
        Assert.Equal(["/t", "/t", "/t", "/dead"], app.Received.Select(received => received.Path));
    }

    [Fact]
    public async Task Inbound_HandlerOverTheTimeout_CountsAsFailed()
    {
        await using var runtime = await TestRuntime.StartAsync(Components.Documents(TestRuntime.InMemory, Policies));
        await using var app = await SubscriberApp.StartAsync(WithDead, (request, context) =>
            request.Path == "/t" ? Task.Delay(Timeout.Infinite, context.RequestAborted) : Task.CompletedTask);
        await runtime.Host.AttachAppAsync("app", app.Address);

        await runtime.PublishAsync("t", 1);

        await Eventually.Async(() => app.Received.Any(received => received.Path == "/dead"), Soon, "the dead letter");
        Assert.Contains("timeout", app.Received.Last().Headers["deadLetterReason"]);
    }

    [Fact]
    public void CircuitBreaker_FailuresInARow_OpensThenTriesAgain()
    {
        var time = new SteppedTime();
        var breaker = new CircuitBreaker(
            new CircuitBreakerOptions(1, TimeSpan.Zero, TimeSpan.FromSeconds(10), CelExpression.Parse("consecutiveFailures >= 2", CircuitBreakerOptions.Variables)),
            time);

        Fail();
        Assert.True(breaker.TryEnter());
        breaker.Report(success: false);
        Assert.False(breaker.TryEnter());
        time.Now += TimeSpan.FromSeconds(11);
        Assert.True(breaker.TryEnter());
        Assert.False(breaker.TryEnter());
        breaker.Report(success: true);

        Assert.True(breaker.TryEnter());

        void Fail()
        {
            Assert.True(breaker.TryEnter());
            breaker.Report(success: false);
        }
    }

    [Fact]
    public async Task Outbound_BrokerFailsOnce_IsRetriedUnseen()
    {
        var failing = new FailingOnce();
        await using var runtime = await TestRuntime.StartAsync(
            Components.Documents(Components.Component("pubsub", "pubsub.test"), Policies.Replace("inbound", "outbound")),
            options => options with { ConfigureComponents = registry => registry.Register("pubsub.test", _ => failing) });

        using var response = await runtime.Http.PostAsJsonAsync("/v1.0/publish/pubsub/t", 1);

        Assert.Equal(204, (int)response.StatusCode);
        Assert.Equal(2, failing.Calls);
    }

    private sealed class FailingOnce : IPubSub
    {
        public int Calls { get; private set; }

        public Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task PublishAsync(PublishRequest request, CancellationToken cancellationToken) =>
            ++Calls == 1 ? throw new ComponentException(ComponentErrorKind.Unavailable, "not now") : Task.CompletedTask;

        public Task<IAsyncDisposable> SubscribeAsync(SubscribeRequest request, DeliveryHandler handler, CancellationToken cancellationToken) =>
            throw new ComponentException(ComponentErrorKind.Invalid, "publish only");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class SteppedTime : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
