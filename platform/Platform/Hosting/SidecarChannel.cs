using Grpc.Net.Client;

namespace DaprProcessing.Platform.Hosting;

/// <summary>The gRPC channel to the sidecar beside a service.</summary>
public static class SidecarChannel
{
    /// <summary>
    /// Longer than a component takes to say that its store or broker is away; no call of a service is a long one.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

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

    /// <summary>What a service's Dapr client goes by.</summary>
    /// <param name="patience">How long a call may stay open; a minute where null.</param>
    internal static GrpcChannelOptions OfClient(TimeSpan? patience = null)
    {
        var channel = new GrpcChannelOptions
        {
            // What the client has by itself; the options take its place.
            ThrowOperationCanceledOnCancellation = true,
            HttpHandler = new SidecarPatience(
                new SocketsHttpHandler { EnableMultipleHttp2Connections = true, UseProxy = false }, patience ?? Patience),
            DisposeHttpClient = true,
        };
        LookOften(channel);
        return channel;
    }
}
