using Grpc.Net.Client;

namespace DaprProcessing.Platform.Hosting;

/// <summary>The gRPC channel to the sidecar beside a service.</summary>
public static class SidecarChannel
{
    /// <summary>Longer than a component takes to say that its store or broker is away.</summary>
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

    /// <summary>Gives up on calls that the sidecar leaves open, on a channel that has its handler already.</summary>
    /// <param name="channel">What to change.</param>
    /// <param name="isLong">Whether calls of a path such as <c>/Service/Method</c> are to stay open.</param>
    /// <param name="patience">How long a call may stay open; a minute where null.</param>
    public static void GiveUpOnOpenCalls(GrpcChannelOptions channel, Func<string, bool> isLong, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(channel);
        channel.HttpHandler = new SidecarPatience(
            channel.HttpHandler ?? throw new ArgumentException("the channel has no handler", nameof(channel)),
            patience ?? Patience, isLong);
    }

    /// <summary>What a service's Dapr client goes by; no call of it is a long one.</summary>
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
