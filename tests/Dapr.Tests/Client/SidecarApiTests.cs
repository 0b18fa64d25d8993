using Dapr.Client;
using Dapr.Proto.Runtime.V1;
using DaprProcessing.TestKit;

namespace DaprProcessing.Dapr.Tests.Client;

/// <summary>Bindings, secrets, metadata and health.</summary>
public sealed class SidecarApiTests : SidecarTest
{
    [Fact]
    public async Task InvokeBinding_Request_PassesBytesAndMetadataUnchanged()
    {
        var request = new BindingRequest("s3", "create") { Data = new byte[] { 1, 0, 255 }, Metadata = { ["key"] = "a/b.png" } };

        var response = await Client.InvokeBindingAsync(request);

        Assert.Equal([1, 0, 255], response.Data.ToArray());
        Assert.Equal("a/b.png", response.Metadata["key"]);
        Assert.Equal(("s3", "create"), (Last<InvokeBindingRequest>().Name, Last<InvokeBindingRequest>().Operation));
    }

    [Fact]
    public async Task InvokeBinding_Typed_IsJsonBothWays()
    {
        Assert.Equal(new Order("a", 1), await Client.InvokeBindingAsync<Order, Order>("b", "get", new Order("a", 1)));

        await Client.InvokeBindingAsync("b", "create", new byte[] { 1, 2, 3 });
        Assert.Equal("\"AQID\"", Last<InvokeBindingRequest>().Data.ToStringUtf8());
    }

    [Fact]
    public async Task GetSecret_KnownKey_ReturnsItsValues()
    {
        Assert.Equal("s3cret", (await Client.GetSecretAsync("vault", "db"))["db"]);
        Assert.Equal("s3cret", (await Client.GetBulkSecretAsync("vault"))["db"]["password"]);
    }

    [Fact]
    public async Task GetMetadata_Always_ListsTheComponents()
    {
        var metadata = await Client.GetMetadataAsync();

        Assert.Equal(("app-1", "value"), (metadata.Id, metadata.Extended["key"]));
        var component = Assert.Single(metadata.Components);
        Assert.Equal(("store", "state.in-memory", "v1", "ETAG"), (component.Name, component.Type, component.Version, component.Capabilities[0]));
    }

    [Fact]
    public async Task SetMetadataAndShutdown_Always_ReachTheSidecar()
    {
        await Client.SetMetadataAsync("a", "b");
        Assert.Equal(("a", "b"), (Last<SetMetadataRequest>().Key, Last<SetMetadataRequest>().Value));

        await Client.ShutdownSidecarAsync();
        Last<ShutdownRequest>();
    }

    [Fact]
    public async Task CheckHealth_SidecarHealthyUnhealthyGone_IsTrueFalseFalse()
    {
        Assert.True(await Client.CheckHealthAsync());
        Assert.True(await Client.CheckOutboundHealthAsync());
        Sidecar.Healthy = false;
        Assert.False(await Client.CheckHealthAsync());

        await Sidecar.DisposeAsync();

        Assert.False(await Client.CheckOutboundHealthAsync());
    }

    [Fact]
    public async Task WaitForSidecar_BecomesHealthy_Returns()
    {
        Sidecar.Healthy = false;
        var waiting = Client.WaitForSidecarAsync();
        Assert.False(waiting.IsCompleted);

        Sidecar.Healthy = true;

        await Eventually.Async(() => Task.FromResult(waiting.IsCompletedSuccessfully), TimeSpan.FromSeconds(5), "the sidecar is seen as healthy");
    }
}
