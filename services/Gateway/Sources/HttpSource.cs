using System.Net;
using System.Net.Sockets;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Sources;

/// <summary>
/// Fetches a document by URL, for callers who must not reach through us what they cannot reach themselves. A name is resolved
/// once, every address it has must be public, and one of exactly those is connected to; redirects and proxies are not followed.
/// </summary>
internal sealed class HttpSource : IDisposable
{
    private const int MaxHeaderKilobytes = 32;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly GatewayOptions _options;
    private readonly UploadSpool _spool;
    private readonly IReadOnlyList<IPNetwork> _allowed;
    private readonly HttpClient _http;

    public HttpSource(UploadSpool spool, IOptions<GatewayOptions> options)
    {
        (_spool, _options) = (spool, options.Value);
        _allowed = [.. _options.HttpSourceNetworks.Select(network => IPNetwork.Parse(network))];
        var handler = new SocketsHttpHandler
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
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<SpooledUpload> FetchAsync(Uri address, string? fileName, CancellationToken cancellationToken)
    {
        if (!_options.AllowHttpSources)
        {
            throw NotAllowed("This installation does not fetch documents by URL.");
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_options.HttpSourceTimeout);
        try
        {
            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                var status = (int)response.StatusCode;
                throw Unavailable(
                    $"The URL answered with status {status}; redirects are not followed.", retryable: status >= 500);
            }

            _spool.CheckLength(response.Content.Headers.ContentLength);
            await using var body = await response.Content.ReadAsStreamAsync(timeout.Token);
            return await _spool.SpoolAsync(body, fileName ?? Uri.UnescapeDataString(address.Segments[^1]), timeout.Token);
        }
        catch (HttpRequestException error) when (error.InnerException is ProblemException problem)
        {
            // From the connect callback.
            throw problem;
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Unavailable("The URL could not be fetched.", retryable: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(
                $"The URL could not be fetched within {_options.HttpSourceTimeout.TotalSeconds:0} seconds.", retryable: true);
        }
    }

    /// <summary>
    /// Throws unless every one of a host's addresses may be connected to: one bad address among good ones is an attack.
    /// </summary>
    internal void CheckAddresses(IReadOnlyList<IPAddress> addresses)
    {
        if (addresses.Count == 0
            || !addresses.All(address => PublicAddress.Is(address) || _allowed.Any(network => network.Contains(address))))
        {
            throw NotAllowed("The URL's host is not on the public internet.");
        }
    }

    public void Dispose() => _http.Dispose();

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

    private static ProblemException NotAllowed(string detail) =>
        new(StatusCodes.Status403Forbidden, "source_not_allowed", detail);

    private static ProblemException Unavailable(string detail, bool retryable) =>
        new(StatusCodes.Status422UnprocessableEntity, FailureCodes.SourceUnavailable, detail) { Retryable = retryable };
}
