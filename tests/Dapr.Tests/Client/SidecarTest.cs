using Dapr.Client;
using Google.Protobuf;

namespace DaprProcessing.Dapr.Tests.Client;

/// <summary>A client and the sidecar it talks to, over loopback.</summary>
public abstract class SidecarTest : IAsyncLifetime
{
    private protected SmallSidecar Sidecar { get; private set; } = null!;

    private protected DaprClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Sidecar = await SmallSidecar.StartAsync();
        Client = Sidecar.CreateClient();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Sidecar.DisposeAsync();
    }

    private protected T Last<T>()
        where T : IMessage => Assert.IsType<T>(Sidecar.Received.Last());

    private protected sealed record Order(string Name, int Quantity);
}
