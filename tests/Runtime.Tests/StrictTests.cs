using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.Local.Runtime.Resources;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Runtime.Tests;

/// <summary>A strict runtime does nothing that daprd does not do, so that a test on it holds for daprd.</summary>
public sealed class StrictTests
{
    [Fact]
    public async Task Start_SettingDaprdDoesNotKnow_IsRefused()
    {
        var component = Components.Component("pubsub", "pubsub.jetstream", "natsURL=nats://127.0.0.1:1", "streamCatalog=A: a");

        var wrong = await Assert.ThrowsAsync<ResourceException>(() => StartAsync(component));

        Assert.Contains("'streamCatalog'", wrong.Message);
    }

    [Fact]
    public async Task Start_ComponentOutOfScope_IsNotLoaded()
    {
        await using var runtime = await StartAsync(Components.Component("pubsub", "no.such.type") + "\nscopes: [other]");

        Assert.DoesNotContain("pubsub", await runtime.Http.GetStringAsync("/v1.0/metadata"));
    }

    [Theory]
    [InlineData("presign", """{"key":"k","presignTTL":"1m","method":"PUT"}""", null, "does not presign PUT")]
    [InlineData("create", """{"key":"k"}""", "a text", "JSON scalar")]
    public async Task S3_WhatDaprdDoesOtherwise_IsRefused(string operation, string metadata, string? data, string reason)
    {
        await using var runtime = await StartAsync(Components.Component(
            "objects", "bindings.aws.s3", "bucket=b", "endpoint=http://127.0.0.1:1", "region=us-east-1", "accessKey=a", "secretKey=s"));
        // Over HTTP the quotes of a text are taken off; the ones inside stay.
        var request = $$"""{"operation":"{{operation}}","metadata":{{metadata}},"data":{{(data is null ? "null" : $"\"\\\"{data}\\\"\"")}}}""";

        using var response = await runtime.Http.PostAsync("/v1.0/bindings/objects", new StringContent(request));

        Assert.Equal(500, (int)response.StatusCode);
        Assert.Contains(reason, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Workflows_NoActorStateStore_AreNotServed()
    {
        await using var without = await StartAsync(Components.Component("store", "state.in-memory"));
        await using var with = await StartAsync(Components.Component("store", "state.in-memory", "actorStateStore=true"));

        Assert.Contains("no such endpoint", await AnswerOfAsync(without));
        Assert.Contains("no such instance", await AnswerOfAsync(with));

        static async Task<string> AnswerOfAsync(TestRuntime runtime)
        {
            using var response = await runtime.Http.GetAsync("/v1.0/workflows/dapr/none");
            return await response.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task JetStream_NoStream_IsNotMade()
    {
        await using var nats = await NatsServer.StartAsync();
        await using var runtime = await StartAsync(Components.Component("pubsub", "pubsub.jetstream", $"natsURL={nats.Url}"));

        using var response = await runtime.Http.PostAsJsonAsync("/v1.0/publish/pubsub/orders.created", 1);

        Assert.Equal(500, (int)response.StatusCode);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains("no stream stores 'orders.created'", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task App_Restarted_IsNotAskedAgain()
    {
        var port = FreePort.Next();
        await using var runtime = await TestRuntime.StartAsync(
            Components.Component("pubsub", "pubsub.in-memory"), options => options with { IsStrict = true, Apps = [options.Apps[0] with { AppPort = port }] });
        var first = await SubscriberApp.StartAsync("""[{"pubsubname":"pubsub","topic":"orders","route":"/old"}]""", port: port);
        await Eventually.Async(async () => (await runtime.Http.GetAsync("/v1.0/healthz")).IsSuccessStatusCode, TimeSpan.FromSeconds(20), "the runtime is ready");
        await first.DisposeAsync();
        await using var second = await SubscriberApp.StartAsync("""[{"pubsubname":"pubsub","topic":"orders","route":"/new"}]""", port: port);

        await runtime.PublishAsync("orders", 1);

        await Eventually.Async(() => second.Received.Any(received => received.Path == "/old"), TimeSpan.FromSeconds(20), "the message goes where it always went");
    }

    private static Task<TestRuntime> StartAsync(string resources) => TestRuntime.StartAsync(resources, options => options with { IsStrict = true });
}
