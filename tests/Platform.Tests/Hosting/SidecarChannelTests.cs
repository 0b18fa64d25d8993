using System.Net;
using System.Net.Sockets;
using Dapr;
using Dapr.Client;
using DaprProcessing.Platform.Hosting;
using Grpc.Core;
using Grpc.Net.Client;

namespace DaprProcessing.Platform.Tests.Hosting;

public sealed class SidecarChannelTests
{
    [Fact]
    public async Task Call_SidecarThatStandsStill_IsGivenUp()
    {
        // The system accepts the connection, and nobody ever reads from it.
        using var still = new TcpListener(IPAddress.Loopback, 0);
        still.Start();
        using var dapr = new DaprClientBuilder().UseGrpcEndpoint($"http://{still.LocalEndpoint}")
            .UseGrpcChannelOptions(SidecarChannel.OfClient(TimeSpan.FromMilliseconds(200))).Build();

        var given = await Assert.ThrowsAsync<DaprException>(() => dapr.GetStateAsync<string>("statestore", "key"));

        Assert.Contains("open for 0.2 s", given.ToString());
    }

    [Fact]
    public void Channel_WithThatPatience_StillKeepsConnectionsOfItsOwn()
    {
        // Only such a channel looks for a sidecar that is away as often as it is told to.
        using var channel = GrpcChannel.ForAddress("http://127.0.0.1:1", SidecarChannel.OfClient());

        Assert.Equal(ConnectivityState.Idle, channel.State);
    }

    [Fact]
    public async Task Call_CallerThatCancels_IsCancelledAndNotGivenUp()
    {
        using var still = new TcpListener(IPAddress.Loopback, 0);
        still.Start();
        using var dapr = new DaprClientBuilder().UseGrpcEndpoint($"http://{still.LocalEndpoint}")
            .UseGrpcChannelOptions(SidecarChannel.OfClient()).Build();
        using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => dapr.GetStateAsync<string>("statestore", "key", cancellationToken: caller.Token));
    }
}
