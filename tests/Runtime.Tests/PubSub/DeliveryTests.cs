using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Runtime.Tests.PubSub;

public sealed class DeliveryTests
{
    private const string Orders = """[{"pubsubName":"pubsub","topic":"orders","route":"/orders"}]""";
    private const string OrdersAndDead = """
        [{"pubsubname":"pubsub","topic":"orders","route":"orders","deadLetterTopic":"dead"},
         {"pubsubname":"pubsub","topic":"dead","route":"/dead"}]
        """;

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Publish_JsonData_ArrivesInACloudEventWithEveryDigit()
    {
        await using var runtime = await TestRuntime.StartAsync();
        await using var app = await SubscriberApp.StartAsync(Orders);
        await runtime.Host.AttachAppAsync("app", app.Address);
        using var content =
            new StringContent("""{"n": 12345678901234567890.10, "a": "<&>"}""", Encoding.UTF8, "application/json");

        await runtime.Http.PostAsync("/v1.0/publish/pubsub/orders", content);

        await Eventually.Async(() => app.Received.Count == 1, Soon, "the message arrives");
        var received = app.Received.First();
        Assert.Equal("/orders", received.Path);
        Assert.Equal("application/cloudevents+json", received.Headers["Content-Type"]);
        Assert.Equal("pubsub", received.Headers["pubsubName"]);
        Assert.Equal("""{"a":"\u003c\u0026\u003e","n":12345678901234567890.10}""",
            received.Json.GetProperty("data").GetRawText());
        Assert.Equal("app", received.Json.GetProperty("source").GetString());
        Assert.Equal("com.dapr.event.sent", received.Json.GetProperty("type").GetString());
        Assert.Equal("1.0", received.Json.GetProperty("specversion").GetString());
        Assert.Equal("orders", received.Json.GetProperty("topic").GetString());
        Assert.True(Guid.TryParse(received.Json.GetProperty("id").GetString(), out _));
    }

    [Fact]
    public async Task Deliver_RetryStatus_ComesAgainUntilSuccess()
    {
        await using var runtime = await TestRuntime.StartAsync();
        var calls = 0;
        await using var app = await SubscriberApp.StartAsync(
            Orders,
            (_, context) => context.Response.WriteAsync($$"""{"status":"{{(++calls < 3 ? "RETRY" : "SUCCESS")}}"}"""));
        await runtime.Host.AttachAppAsync("app", app.Address);

        await runtime.PublishAsync("orders", new { a = 1 });

        await Eventually.Async(() => app.Received.Count == 3, Soon, "two retries");
        await runtime.Host.DetachAppAsync("app");
        Assert.Equal(3, app.Received.Count);
    }

    [Theory]
    [InlineData(200, "{\"status\":\"DROP\"}")]
    [InlineData(200, "{\"status\":\"RETRY\"}")]
    [InlineData(200, "{\"status\":\"SOMETHING\"}")]
    [InlineData(404, "")]
    [InlineData(500, "")]
    public async Task Deliver_NotTaken_GoesToDeadLettersOnceWithTheSameBytes(int status, string body)
    {
        await using var runtime = await TestRuntime.StartAsync();
        await using var app = await SubscriberApp.StartAsync(OrdersAndDead, async (request, context) =>
        {
            if (request.Path == "/orders")
            {
                context.Response.StatusCode = status;
                await context.Response.WriteAsync(body);
            }
        });
        await runtime.Host.AttachAppAsync("app", app.Address);

        await runtime.PublishAsync("orders", new { a = 1 });

        await Eventually.Async(() => app.Received.Count == 2, Soon, "the dead letter arrives");
        var (first, dead) = (app.Received.First(), app.Received.Last());
        Assert.Equal("/dead", dead.Path);
        Assert.Equal(first.Body, dead.Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public async Task Deliver_SuccessWithAnyBody_IsAcknowledged(string body)
    {
        await using var runtime = await TestRuntime.StartAsync();
        await using var app = await SubscriberApp.StartAsync(OrdersAndDead, (_, context) => context.Response.WriteAsync(body));
        await runtime.Host.AttachAppAsync("app", app.Address);

        await runtime.PublishAsync("orders", new { a = 1 });

        await Eventually.Async(() => app.Received.Count == 1, Soon, "the message arrives");
        await runtime.Host.DetachAppAsync("app");
        Assert.Single(app.Received);
    }

    [Fact]
    public async Task Deliver_Expired_IsDeadLetteredInsteadOfDelivered()
    {
        await using var runtime = await TestRuntime.StartAsync();
        await using var app = await SubscriberApp.StartAsync(OrdersAndDead);
        await runtime.Host.AttachAppAsync("app", app.Address);
        using var content = new StringContent(
            """{"id":"1","data":1,"expiration":"2020-01-01T00:00:00Z"}""", Encoding.UTF8, "application/cloudevents+json");

        await runtime.Http.PostAsync("/v1.0/publish/pubsub/orders", content);
        await runtime.PublishAsync("orders", new { a = 1 }, "?metadata.ttlInSeconds=100");

        await Eventually.Async(() => app.Received.Any(received => received.Path == "/orders"), Soon, "the live one arrives");
        await runtime.Host.DetachAppAsync("app");
        var live = Assert.Single(app.Received, received => received.Path == "/orders");
        Assert.True(live.Json.TryGetProperty("expiration", out _));
    }

    [Fact]
    public async Task Deliver_RawPayload_ArrivesAsBase64OfTheBytes()
    {
        const string raw = """[{"pubsubname":"pubsub","topic":"raw","route":"/raw","metadata":{"rawPayload":"true"}}]""";
        await using var runtime = await TestRuntime.StartAsync();
        await using var app = await SubscriberApp.StartAsync(raw);
        await runtime.Host.AttachAppAsync("app", app.Address);
        byte[] bytes = [0, 255, 1, 2, 3];

        await runtime.Http.PostAsync("/v1.0/publish/pubsub/raw?metadata.rawPayload=true", new ByteArrayContent(bytes));

        await Eventually.Async(() => app.Received.Count == 1, Soon, "the message arrives");
        var json = app.Received.First().Json;
        Assert.Equal(bytes, json.GetProperty("data_base64").GetBytesFromBase64());
        Assert.Equal("application/octet-stream", json.GetProperty("datacontenttype").GetString());
    }

    [Fact]
    public async Task Deliver_RawBytesToPlainSubscription_GoToDeadLetters()
    {
        await using var runtime = await TestRuntime.StartAsync();
        await using var app = await SubscriberApp.StartAsync("""
            [{"pubsubname":"pubsub","topic":"orders","route":"orders","deadLetterTopic":"dead"},
             {"pubsubname":"pubsub","topic":"dead","route":"/dead","metadata":{"rawPayload":"true"}}]
            """);
        await runtime.Host.AttachAppAsync("app", app.Address);

        await runtime.Http.PostAsync("/v1.0/publish/pubsub/orders?metadata.rawPayload=true", new ByteArrayContent([0xff, 0xfe]));

        await Eventually.Async(() => app.Received.Any(received => received.Path == "/dead"), Soon, "the dead letter arrives");
        Assert.DoesNotContain(app.Received, received => received.Path == "/orders");
    }

    [Fact]
    public async Task Deliver_TwoAppIds_EachGetsEveryMessage()
    {
        await using var runtime = await TestRuntime.StartAsync(appIds: ["one", "two"]);
        await using var first = await SubscriberApp.StartAsync(Orders);
        await using var second = await SubscriberApp.StartAsync(Orders);
        await runtime.Host.AttachAppAsync("one", first.Address);
        await runtime.Host.AttachAppAsync("two", second.Address);

        for (var i = 0; i < 20; i++)
        {
            await runtime.PublishAsync("orders", i);
        }

        await Eventually.Async(() => first.Received.Count == 20 && second.Received.Count == 20, Soon, "both get all");
    }

    [Fact]
    public async Task Deliver_MaxConcurrency_BoundsCallsAtOneTime()
    {
        await using var runtime = await TestRuntime.StartAsync(
            change: options => options with { Apps = [options.Apps[0] with { AppMaxConcurrency = 2, AppApiToken = "secret" }] });
        var (now, most) = (0, 0);
        await using var app = await SubscriberApp.StartAsync(Orders, async (_, _) =>
        {
            var current = Interlocked.Increment(ref now);
            InterlockedMax(ref most, current);
            await Task.Delay(10);
            Interlocked.Decrement(ref now);
        });
        await runtime.Host.AttachAppAsync("app", app.Address);

        for (var i = 0; i < 20; i++)
        {
            await runtime.PublishAsync("orders", i);
        }

        await Eventually.Async(() => app.Received.Count == 20, Soon, "all arrive");
        Assert.Equal(2, most);
        Assert.All(app.Received, received => Assert.Equal("secret", received.Headers["dapr-api-token"]));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
