using System.Net;
using System.Text.Json;
using Dapr;
using Dapr.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DaprProcessing.Dapr.Tests.AspNetCore;

public sealed class SubscribeHandlerTests
{
    [Fact]
    public async Task MapSubscribeHandler_PlainTopic_HasARoute()
    {
        await AssertSubscriptions("""[{"topic":"orders","pubsubName":"bus","route":"/on/orders"}]""", app =>
        {
            app.MapSubscribeHandler();
            app.MapPost("/on/orders", () => "").WithTopic("bus", "orders");
            app.MapPost("/unrelated", () => "");
        });
    }

    [Fact]
    public async Task MapSubscribeHandler_NoTopics_IsAnEmptyList()
    {
        await AssertSubscriptions("[]", app => app.MapSubscribeHandler());
    }

    [Fact]
    public async Task MapSubscribeHandler_AttributeOnTheDelegate_IsFound()
    {
        await AssertSubscriptions("""[{"topic":"orders","pubsubName":"bus","route":"/orders","metadata":{"rawPayload":"true"}}]""", app =>
        {
            app.MapSubscribeHandler();
            app.MapPost("orders", [Topic("bus", "orders", enableRawPayload: true)] () => "");
        });
    }

    [Fact]
    public async Task MapSubscribeHandler_Rules_AreInOrderOfPriorityWithTheDefault()
    {
        const string Expected = """
            [{"topic":"orders","pubsubName":"bus","deadLetterTopic":"dead",
              "routes":{"rules":[{"match":"event.type == 'a'","path":"/a"},{"match":"event.type == 'b'","path":"/b"}],"default":"/rest"}}]
            """;
        await AssertSubscriptions(Expected, app =>
        {
            app.MapSubscribeHandler();
            app.MapPost("/b", () => "").WithTopic(new TopicOptions { PubsubName = "bus", Name = "orders", Match = "event.type == 'b'", Priority = 2 });
            app.MapPost("/rest", () => "").WithTopic(new TopicOptions { PubsubName = "bus", Name = "orders", DeadLetterTopic = "dead" });
            app.MapPost("/a", () => "").WithTopic(new TopicOptions { PubsubName = "bus", Name = "orders", Match = "event.type == 'a'", Priority = 1 });
        });
    }

    [Fact]
    public async Task MapSubscribeHandler_MetadataAndOwners_GoToTheirTopics()
    {
        const string Expected = """
            [{"topic":"one","pubsubName":"bus","route":"/x","metadata":{"shared":"s","own":"1;2"}},
             {"topic":"two","pubsubName":"bus","route":"/x","metadata":{"shared":"s"}}]
            """;
        await AssertSubscriptions(Expected, app =>
        {
            app.MapSubscribeHandler();
            app.MapPost("/x",
                [Topic("bus", "one", ["mine"], ";"), Topic("bus", "two"), TopicMetadata("shared", "s"), TopicMetadata("mine", "own", "1"), TopicMetadata("mine", "own", "2")]
                () => "");
        });
    }

    [Fact]
    public async Task MapSubscribeHandler_BulkAndRawByDefault_AreListed()
    {
        const string Expected = """
            [{"topic":"orders","pubsubName":"bus","route":"/x","metadata":{"queueGroupName":"workers","rawPayload":"true"},
              "bulkSubscribe":{"enabled":true,"maxMessagesCount":10,"maxAwaitDurationMs":50}}]
            """;
        await AssertSubscriptions(Expected, app =>
        {
            app.MapSubscribeHandler(new SubscribeOptions { EnableRawPayload = true });
            app.MapPost("/x", () => "")
                .WithTopic("bus", "orders", new Dictionary<string, string> { ["queueGroupName"] = "workers" })
                .WithBulkSubscribe(new BulkSubscribeTopicOptions { TopicName = "orders", MaxMessagesCount = 10, MaxAwaitDurationMs = 50 });
        });
    }

    [Theory]
    [InlineData("/orders/{id}", "/other")]
    [InlineData("/one", "/two")]
    public async Task MapSubscribeHandler_ParameterOrTwoDefaults_IsAServerError(string first, string second)
    {
        await using var app = await LoopbackApp.StartAsync(app =>
        {
            app.MapSubscribeHandler();
            app.MapPost(first, () => "").WithTopic("bus", "orders");
            app.MapPost(second, () => "").WithTopic("bus", "orders");
        }, HttpProtocols.Http1);
        using var http = new HttpClient { BaseAddress = app.Address };

        using var response = await http.GetAsync("/dapr/subscribe");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    private static async Task AssertSubscriptions(string expected, Action<WebApplication> map)
    {
        await using var app = await LoopbackApp.StartAsync(map, HttpProtocols.Http1);
        using var http = new HttpClient { BaseAddress = app.Address };

        using var response = await http.GetAsync("/dapr/subscribe");

        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        var actual = await response.Content.ReadAsStringAsync();
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(actual)), $"Unexpected subscriptions: {actual}");
    }
}
