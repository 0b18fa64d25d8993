using Grpc.Net.Client;

namespace DaprProcessing.Platform.Hosting;

/// <summary>The gRPC channel to the sidecar beside a service.</summary>
public static class SidecarChannel
{
    /// <summary>
    /// Looks for a sidecar that is away often. By default the pause between two looks grows to two minutes, and until it is over
    /// every call fails, though the sidecar is back: on loopback a connection that is refused costs next to nothing.
    /// </summary>
    public static void LookOften(GrpcChannelOptions channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        channel.InitialReconnectBackoff = TimeSpan.FromMilliseconds(100);
        channel.MaxReconnectBackoff = TimeSpan.FromMilliseconds(500);
    }
}
