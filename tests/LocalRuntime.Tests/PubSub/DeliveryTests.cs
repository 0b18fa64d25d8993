using System.Net.Http.Json;
using System.Text;
using DaprProcessing.LocalRuntime.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.LocalRuntime.Tests.PubSub;

public sealed class DeliveryTests
{
    private const string Orders = """[{"pubsubName":"pubsub","topic":"orders","route":"/orders"}]""";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Publish_JsonData_ArrivesInCloudEventWithBytesUnchanged()
    {
        await using var runtime = await TestRuntime.StartAsync();
        await using var app = await SubscriberApp.StartAsync(Orders);
        await runtime.Host.AttachAppAsync("app", app.Address);
        using var content = new StringContent("""{"n": 12345678901234567890.10}""", Encoding.UTF8, "application/json");

        await runtime.Http.PostAsync("/v1.0/publish/pubsub/orders", content);

        await Eventually.Async(() => app.Received.Count == 1, Soon, "the message arrives");
        var received = app.Received.First();
        Assert.Equal("/orders", received.Path);
        Assert.Equal("application/cloudevents+json", received.Headers["Content-Type"]);
        Assert.Equal("pubsub", received.Headers["pubsubName"]);
        Assert.Equal("""{"n": 12345678901234567890.10}""", received.Json.GetProperty("data").GetRawText());
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
            Orders, (_, context) => context.Response.WriteAsJsonAsync(new { status = Interlocked.Increment(ref calls) < 3 ? "RETRY" : "SUCCESS" }));
        await runtime.Host.AttachAppAsync("app", app.Address);

        await runtime.PublishAsync("orders", new { a = 1 });

        await Eventually.Async(() => app.Received.Count == 3, Soon, "two retries");
        await runtime.Host.DetachAppAsync("app");
        Assert.Equal(3, app.Received.Count);
    }
}
