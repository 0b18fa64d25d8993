using Dapr.Client;
using Dapr.Proto.Runtime.V1;
using Dapr.Protocol.Grpc;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Runtime.Tests.Api;

public sealed class GrpcApiTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task DaprClient_PublishStateInvokeMetadata_WorkOverTheWire()
    {
        await using var runtime = await TestRuntime.StartAsync(change: options => options with { DaprApiToken = "token" });
        await using var app = await SubscriberApp.StartAsync(
            """[{"pubsubname":"pubsub","topic":"t","route":"/t"}]""", (request, context) => context.Response.WriteAsync("{}"));
        await runtime.Host.AttachAppAsync("app", app.Address);
        using var client = Client(runtime, "token");

        await client.PublishEventAsync("pubsub", "t", new { text = "hi" });
        await client.SaveStateAsync("store", "k", 5);
        var (value, etag) = await client.GetStateAndETagAsync<int>("store", "k");
        var stale = await client.TrySaveStateAsync("store", "k", 6, "stale");
        var fresh = await client.TrySaveStateAsync("store", "k", 6, etag);
        var metadata = await client.GetMetadataAsync();
        using var invoker = client.CreateInvokableHttpClient("app");
        using var invoked = await invoker.GetAsync("/x");

        await Eventually.Async(() => app.Received.Any(received => received.Path == "/t"), Soon, "the message arrives");
        Assert.Equal(5, value);
        Assert.False(stale);
        Assert.True(fresh);
        Assert.Equal("app", metadata.Id);
        Assert.True(invoked.IsSuccessStatusCode);
        Assert.True(await client.CheckHealthAsync());
    }

    [Fact]
    public async Task Token_MissingOrWrong_IsRefusedExceptForHealth()
    {
        await using var runtime = await TestRuntime.StartAsync(change: options => options with { DaprApiToken = "token" });
        using var client = Client(runtime, "wrong");

        var refused = await Assert.ThrowsAsync<Dapr.DaprException>(() => client.GetStateAsync<int>("store", "k"));
        using var http = await runtime.Http.GetAsync("/v1.0/metadata");
        using var health = await runtime.Http.GetAsync("/v1.0/healthz");

        Assert.Equal(StatusCode.Unauthenticated, Assert.IsType<RpcException>(refused.InnerException).StatusCode);
        Assert.Equal(401, (int)http.StatusCode);
        Assert.Equal("invalid api token", await http.Content.ReadAsStringAsync());
        Assert.Equal(204, (int)health.StatusCode);
    }

    [Theory]
    [InlineData("dapr.proto.runtime.v1.Dapr/UnsubscribeConfiguration")]
    [InlineData("dapr.proto.runtime.v1.Dapr/SubscribeTopicEventsAlpha1")]
    [InlineData("dapr.proto.runtime.v1.Dapr/GetSecret")]
    [InlineData("own.Service/Call")]
    public async Task UnknownMethod_IsUnimplemented(string method)
    {
        await using var runtime = await TestRuntime.StartAsync();
        using var client = new GrpcClient(runtime.Host.GrpcEndpoint("app"));

        var wrong = await Assert.ThrowsAsync<RpcException>(
            () => client.UnaryAsync<GetMetadataResponse>(method, new GetMetadataRequest()));

        Assert.Equal(StatusCode.Unimplemented, wrong.StatusCode);
    }

    [Fact]
    public async Task Message_OverTheLimit_IsResourceExhausted()
    {
        await using var runtime = await TestRuntime.StartAsync(change: options => options with { MaxBodySizeBytes = 1000 });
        using var client = new GrpcClient(runtime.Host.GrpcEndpoint("app"));
        var request = new PublishEventRequest { PubsubName = "pubsub", Topic = "t", Data = ByteString.CopyFrom(new byte[5000]) };

        var wrong = await Assert.ThrowsAsync<RpcException>(
            () => client.UnaryAsync<Google.Protobuf.WellKnownTypes.Empty>("dapr.proto.runtime.v1.Dapr/PublishEvent", request));

        Assert.Equal(StatusCode.ResourceExhausted, wrong.StatusCode);
    }

    private static DaprClient Client(TestRuntime runtime, string token) => new DaprClientBuilder()
        .UseHttpEndpoint(runtime.Host.HttpEndpoint("app").ToString()).UseGrpcEndpoint(runtime.Host.GrpcEndpoint("app").ToString())
        .UseDaprApiToken(token).Build();
}
