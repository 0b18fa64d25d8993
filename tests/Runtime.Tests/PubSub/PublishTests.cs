using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Runtime.Tests.PubSub;

public sealed class PublishTests
{
    private const string Any = """[{"pubsubname":"pubsub","topic":"t","route":"/t"}]""";
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    public static TheoryData<string, byte[], string, string> ContentTypes => new()
    {
        { "text/plain", "héllo"u8.ToArray(), "data", "\"héllo\"" },
        { "application/json", "{not json"u8.ToArray(), "data", "\"{not json\"" },
        { "application/json; charset=utf-8", "[1, 2]"u8.ToArray(), "data", "[1,2]" },
        { "application/vnd.x+json", "{\"a\":1}"u8.ToArray(), "data", "\"{\\\"a\\\":1}\"" },
        { "application/octet-stream", new byte[] { 0, 255 }, "data_base64", "\"AP8=\"" },
        { "application/json", "{\"b\":1e2,\"a\":1.0}"u8.ToArray(), "data", "{\"a\":1.0,\"b\":1e2}" },
        { "text/plain", new byte[] { 0xff, 0x41 }, "data", "\"\uFFFDA\"" },
        { "application/json", new byte[] { 0x22, 0xff, 0x22 }, "data", "\"\\\"\uFFFD\\\"\"" },
    };

    [Theory]
    [MemberData(nameof(ContentTypes))]
    public async Task Publish_ContentType_DecidesHowDataIsWrapped(string contentType, byte[] body, string member, string expected)
    {
        await using var runtime = await TestRuntime.StartAsync();
        await using var app = await SubscriberApp.StartAsync(Any);
        await runtime.Host.AttachAppAsync("app", app.Address);
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await runtime.Http.PostAsync("/v1.0/publish/pubsub/t", content);

        Assert.Equal(204, (int)response.StatusCode);
        await Eventually.Async(() => app.Received.Count == 1, Soon, "the message arrives");
        var json = app.Received.First().Json;
        Assert.Equal(expected, json.GetProperty(member).GetRawText());
        Assert.Equal(contentType, json.GetProperty("datacontenttype").GetString());
    }

    [Fact]
    public async Task Publish_OwnCloudEvent_IsCompletedNotReplaced()
    {
        await using var runtime = await TestRuntime.StartAsync();
        await using var app = await SubscriberApp.StartAsync(Any);
        await runtime.Host.AttachAppAsync("app", app.Address);
        using var content = new StringContent(
            """{"id":"7","source":"mine","topic":"elsewhere","data":{"x":1.0},"ext":true}""", Encoding.UTF8,
            "application/cloudevents+json");
        content.Headers.TryAddWithoutValidation("traceparent", "ignored");

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1.0/publish/pubsub/t") { Content = content };
        request.Headers.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await runtime.Http.SendAsync(request);

        await Eventually.Async(() => app.Received.Count == 1, Soon, "the message arrives");
        var received = app.Received.First();
        Assert.Equal("7", received.Json.GetProperty("id").GetString());
        Assert.Equal("mine", received.Json.GetProperty("source").GetString());
        Assert.Equal("t", received.Json.GetProperty("topic").GetString());
        Assert.Equal("{\"x\":1.0}", received.Json.GetProperty("data").GetRawText());
        Assert.True(received.Json.GetProperty("ext").GetBoolean());
        Assert.Equal("com.dapr.event.sent", received.Json.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("/v1.0/publish/nope/t", "1", "application/json", 404, "ERR_PUBSUB_NOT_FOUND")]
    [InlineData("/v1.0/publish/pubsub/", "1", "application/json", 404, "ERR_DIRECT_INVOKE")]
    [InlineData("/v1.0/publish/pubsub/t?metadata.ttlInSeconds=soon", "1", "application/json", 400, "ERR_PUBSUB_REQUEST_METADATA")]
    [InlineData("/v1.0/publish/pubsub/t", "[1]", "application/cloudevents+json", 400, "ERR_PUBSUB_CLOUD_EVENTS_SER")]
    [InlineData("/v1.0/publish/bulk/pubsub/t", "{}", "application/json", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("/v1.0/nothing", "1", "application/json", 404, "ERR_DIRECT_INVOKE")]
    public async Task Publish_WrongRequest_GetsTheDocumentedError(
        string path, string body, string contentType, int status, string errorCode)
    {
        await using var runtime = await TestRuntime.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, contentType);

        using var response = await runtime.Http.PostAsync(path, content);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(errorCode, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errorCode").GetString());
    }

    [Fact]
    public async Task Publish_BodyOverTheLimit_IsRefusedAndTheRuntimeGoesOn()
    {
        await using var runtime = await TestRuntime.StartAsync(change: options => options with { MaxBodySizeBytes = 1000 });

        using var response = await runtime.Http.PostAsync("/v1.0/publish/pubsub/t", new ByteArrayContent(new byte[2000]));

        Assert.Equal(400, (int)response.StatusCode);
        await runtime.PublishAsync("t", 1);
    }

    [Fact]
    public async Task PublishBulk_Entries_ArriveEachWithItsOwnType()
    {
        await using var runtime = await TestRuntime.StartAsync();
        await using var app = await SubscriberApp.StartAsync(Any);
        await runtime.Host.AttachAppAsync("app", app.Address);

        using var response = await runtime.Http.PostAsJsonAsync("/v1.0/publish/bulk/pubsub/t", new object[]
        {
            new { entryId = "1", @event = new { a = 1 }, contentType = "application/json" },
            new { entryId = "2", @event = "text", contentType = "text/plain" },
            new { entryId = "3", @event = "AP8=", contentType = "application/octet-stream" },
        });

        Assert.Equal(204, (int)response.StatusCode);
        await Eventually.Async(() => app.Received.Count == 3, Soon, "all arrive");
        Assert.Contains(app.Received, received =>
            received.Json.TryGetProperty("data_base64", out var data) && data.GetString() == "AP8=");
        Assert.Contains(app.Received, received =>
            received.Json.TryGetProperty("data", out var data) && data.ToString() == "text");
    }

    [Fact]
    public async Task Publish_RandomBytes_NeverBreaksTheRuntime()
    {
        await using var runtime = await TestRuntime.StartAsync();
        await using var app = await SubscriberApp.StartAsync(Any);
        await runtime.Host.AttachAppAsync("app", app.Address);
        var random = new Random(7);
        string[] types = ["application/json", "application/cloudevents+json", "text/plain", "application/octet-stream", "x", ""];
        var stored = 0;
        for (var i = 0; i < 300; i++)
        {
            var body = new byte[random.Next(40)];
            random.NextBytes(body);
            using var content = new ByteArrayContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", types[random.Next(types.Length)]);
            using var response = await runtime.Http.PostAsync("/v1.0/publish/pubsub/t", content);
            Assert.True((int)response.StatusCode is 204 or 400, $"status {response.StatusCode}");
            stored += (int)response.StatusCode == 204 ? 1 : 0;
        }

        await Eventually.Async(() => app.Received.Count == stored, Soon, "every stored message is a CloudEvent and arrives");
        Assert.True(stored > 100);
    }
}
