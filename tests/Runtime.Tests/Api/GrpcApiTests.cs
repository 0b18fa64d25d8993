using System.Net.Http.Json;
using Dapr.Client;
using Dapr.Client.Autogen.Grpc.v1;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Runtime.Tests.Api;

public sealed class GrpcApiTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

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

    [Fact]
    public async Task UnservedCall_IsRefusedByName()
    {
        await using var runtime = await TestRuntime.StartAsync();
        using var channel = GrpcChannel.ForAddress(runtime.Host.GrpcEndpoint("app"));
        var sidecar = new Dapr.Client.Autogen.Grpc.v1.Dapr.DaprClient(channel);

        var secret = await Assert.ThrowsAsync<RpcException>(async () => await sidecar.GetSecretAsync(new GetSecretRequest()));
        var stream = await Assert.ThrowsAsync<RpcException>(
            async () => await sidecar.SubscribeTopicEventsAlpha1().ResponseStream.MoveNext(CancellationToken.None));
        var foreign = await Assert.ThrowsAsync<RpcException>(async () => await channel.CreateCallInvoker().AsyncUnaryCall(
            Method("own.Service", "Call"), null, new CallOptions(), new GetMetadataRequest()));

        Assert.Equal(StatusCode.Unimplemented, secret.StatusCode);
        Assert.Contains("GetSecret is not served by the local runtime", secret.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(StatusCode.Unimplemented, stream.StatusCode);
        Assert.Contains("SubscribeTopicEventsAlpha1 is not served", stream.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(StatusCode.Unimplemented, foreign.StatusCode);
    }

    [Fact]
    public async Task Message_OverTheLimit_IsResourceExhausted()
    {
        await using var runtime = await TestRuntime.StartAsync(change: options => options with { MaxBodySizeBytes = 1000 });
        using var channel = GrpcChannel.ForAddress(runtime.Host.GrpcEndpoint("app"));
        var sidecar = new Dapr.Client.Autogen.Grpc.v1.Dapr.DaprClient(channel);
        var request = new PublishEventRequest { PubsubName = "pubsub", Topic = "t", Data = ByteString.CopyFrom(new byte[5000]) };

        var wrong = await Assert.ThrowsAsync<RpcException>(async () => await sidecar.PublishEventAsync(request));

        Assert.Equal(StatusCode.ResourceExhausted, wrong.StatusCode);
    }

    [Fact]
    public async Task Calls_AreCountedByAppAndMethod()
    {
        await using var runtime = await TestRuntime.StartAsync();
        using var client = Client(runtime, "");

        await client.SaveStateAsync("store", "k", 5);
        await client.GetStateAsync<int>("store", "k");
        await client.GetStateAsync<int>("store", "k");
        await runtime.PublishAsync("t", new { n = 1 });
        var served = await runtime.Http.GetFromJsonAsync<Dictionary<string, Dictionary<string, long>>>("/v1.0/local/calls");

        var calls = runtime.Host.Calls["app"];
        Assert.Equal(1, calls["/dapr.proto.runtime.v1.Dapr/SaveState"]);
        Assert.Equal(2, calls["/dapr.proto.runtime.v1.Dapr/GetState"]);
        Assert.Equal(1, Assert.Single(calls, call => call.Key.StartsWith("POST /v1.0/publish/", StringComparison.Ordinal)).Value);
        Assert.Equal(calls.OrderBy(call => call.Key), served!["app"].OrderBy(call => call.Key));
    }

    private static Method<GetMetadataRequest, GetMetadataResponse> Method(string service, string name) => new(
        MethodType.Unary, service, name, Marshallers.Create(MessageExtensions.ToByteArray, GetMetadataRequest.Parser.ParseFrom),
        Marshallers.Create(MessageExtensions.ToByteArray, GetMetadataResponse.Parser.ParseFrom));

    private static DaprClient Client(TestRuntime runtime, string token) => new DaprClientBuilder()
        .UseHttpEndpoint(runtime.Host.HttpEndpoint("app").ToString()).UseGrpcEndpoint(runtime.Host.GrpcEndpoint("app").ToString())
        .UseDaprApiToken(token).Build();
}
