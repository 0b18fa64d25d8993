using System.Net;
using System.Net.Sockets;
using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Sources;

/// <summary>
/// Connections on behalf of callers, who must not reach through us what they cannot reach themselves. A name is resolved once,
/// every address it has must be public or of a network let in, and one of exactly those is connected to. Proxies are not used,
/// and redirects not followed: whoever follows one comes by here again.
/// </summary>
/// <param name="allowed">Networks let in although their addresses are not public.</param>
/// <param name="refuse">What to throw, with a sentence for the caller.</param>
internal sealed class PublicHttp(IReadOnlyList<IPNetwork> allowed, Func<string, ProblemException> refuse)
{
    private const int MaxHeaderKilobytes = 32;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    public HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = ConnectTimeout,
        MaxResponseHeadersLength = MaxHeaderKilobytes,
        MaxResponseDrainSize = 0,
        // Not pooled: what a name meant for an earlier request says nothing of this one.
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = ConnectAsync,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>
    /// Throws unless every one of a host's addresses may be connected to: one bad address among good ones is an attack.
    /// </summary>
    public void CheckAddresses(IReadOnlyList<IPAddress> addresses)
    {
        if (addresses.Count == 0
            || !addresses.All(address => PublicAddress.Is(address) || allowed.Any(network => network.Contains(address))))
        {
            throw refuse("The URL's host is not on the public internet.");
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancellationToken);
        CheckAddresses(addresses);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
