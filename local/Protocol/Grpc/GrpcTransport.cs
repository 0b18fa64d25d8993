using System.Net.Sockets;

namespace Dapr.Protocol.Grpc;

/// <summary>The HTTP/2 connection pool under a client: http (prior knowledge), https, or unix (a socket path).</summary>
internal static class GrpcTransport
{
    public static SocketsHttpHandler CreateHandler(Uri address)
    {
        var handler = new SocketsHttpHandler
        {
            // One connection carries about a hundred streams; long-lived ones must not starve the rest.
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(60),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        };

        if (address.Scheme == "unix")
        {
            var endpoint = new UnixDomainSocketEndPoint(address.AbsolutePath);
            handler.ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            };
        }

        return handler;
    }

    public static Uri BaseAddress(Uri address) => address.Scheme switch
    {
        "http" or "https" => address,
        "unix" => new Uri("http://localhost"),
        _ => throw new ArgumentException($"A gRPC address starts with http, https or unix, not '{address.Scheme}'.", nameof(address)),
    };
}
