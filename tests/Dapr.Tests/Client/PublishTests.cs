using System.Text;
using System.Text.Json;
using Dapr;
using Dapr.Client;
using Dapr.Proto.Runtime.V1;
using Dapr.Protocol.Grpc;
using Grpc.Core;

namespace DaprProcessing.Dapr.Tests.Client;

public sealed class PublishTests : SidecarTest
{
    [Fact]
    public async Task PublishEvent_Value_IsCamelCaseJson()
    {
        await Client.PublishEventAsync("bus", "orders", new Order("a", 2), new Dictionary<string, string> { ["ttlInSeconds"] = "5" });

        var request = Last<PublishEventRequest>();
        Assert.Equal(("bus", "orders", "application/json"), (request.PubsubName, request.Topic, request.DataContentType));
        Assert.Equal("""{"name":"a","quantity":2}""", request.Data.ToStringUtf8());
        Assert.Equal("5", request.Metadata["ttlInSeconds"]);
        Assert.Equal(SmallSidecar.ApiToken, Sidecar.Tokens.Last());
    }

    [Fact]
    public async Task PublishEvent_CloudEvent_IsTheEnvelopeWithoutUnsetAttributes()
    {
        await Client.PublishEventAsync("bus", "orders", new CloudEvent<Order>(new Order("a", 2)) { Type = "order.created" });

        var request = Last<PublishEventRequest>();
        Assert.Equal("application/cloudevents+json", request.DataContentType);
        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse("""{"type":"order.created","datacontenttype":"application/json","data":{"name":"a","quantity":2}}"""),
            JsonElement.Parse(request.Data.ToStringUtf8())));
    }

    [Fact]
    public async Task PublishEvent_WithoutData_LeavesDataAndTypeUnset()
    {
        await Client.PublishEventAsync("bus", "orders");

        var request = Last<PublishEventRequest>();
        Assert.Equal((0, ""), (request.Data.Length, request.DataContentType));
    }

    [Fact]
    public async Task PublishByteEvent_Bytes_AreSentAsTheyAre()
    {
        await Client.PublishByteEventAsync("bus", "orders", new byte[] { 0, 255 }, "application/octet-stream");

        var request = Last<PublishEventRequest>();
        Assert.Equal([0, 255], request.Data.ToByteArray());
        Assert.Equal("application/octet-stream", request.DataContentType);
    }

    [Fact]
    public async Task PublishEvent_UnknownComponent_IsADaprExceptionWithTheStatusInside()
    {
        var error = await Assert.ThrowsAsync<DaprException>(() => Client.PublishEventAsync("missing", "orders", 1));

        Assert.Equal(StatusCode.InvalidArgument, Assert.IsType<RpcException>(error.InnerException).StatusCode);
        Assert.Contains("pubsub missing is not found", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BulkPublishEvent_SomeFail_ListsThoseWithTheirEvents(bool sidecarKnowsTheStableName)
    {
        await using var sidecar = await SmallSidecar.StartAsync(sidecarKnowsTheStableName);
        using var client = sidecar.CreateClient();

        var response = await client.BulkPublishEventAsync("bus", "orders", ["zero", "one", "two", "three"]);

        Assert.Equal([("1", "one", "odd"), ("3", "three", "odd")], response.FailedEntries.Select(f => (f.Entry.EntryId, f.Entry.EventData, f.ErrorMessage)));
    }

    [Fact]
    public async Task BulkPublishEvent_Bytes_AreOctetStreams()
    {
        await Client.BulkPublishEventAsync("bus", "orders", [Encoding.UTF8.GetBytes("raw")]);

        var entry = Last<BulkPublishRequest>().Entries.Single();
        Assert.Equal(("0", "raw", "application/octet-stream"), (entry.EntryId, entry.Event.ToStringUtf8(), entry.ContentType));
    }

    [Fact]
    public async Task PublishEvent_SidecarStartsLate_SucceedsByRetry()
    {
        var http = await SmallSidecar.StartAsync();
        var (grpcEndpoint, httpEndpoint) = (http.GrpcEndpoint, http.HttpEndpoint);
        await http.DisposeAsync();
        using var client = new DaprClientBuilder()
            .UseGrpcEndpoint(grpcEndpoint.OriginalString).UseHttpEndpoint(httpEndpoint.OriginalString).Build();
        var publishing = client.PublishEventAsync("bus", "orders", 1);
        Assert.False(publishing.IsCompleted);

        await using var late = await LoopbackApp.StartAsync(
            app => app.MapGrpcUnary<PublishEventRequest, Google.Protobuf.WellKnownTypes.Empty>(
                "/dapr.proto.runtime.v1.Dapr/PublishEvent", (_, _) => Task.FromResult(new Google.Protobuf.WellKnownTypes.Empty())),
            at: grpcEndpoint);

        await publishing.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task PublishEvent_Cancelled_ThrowsCancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.PublishEventAsync("bus", "orders", 1, cancelled.Token));
    }
}
