using System.Net;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Sources;

/// <summary>
/// Fetches a document by URL, from where <see cref="PublicHttp"/> lets it. Redirects are followed here and not by the client:
/// each address is looked at as the first one was, and every connection of it is made by the same guard.
/// </summary>
internal sealed class HttpSource : IDisposable
{
    private const int MaxRedirects = 5;

    private static readonly Dictionary<string, string> NoHeaders = [];

    private readonly GatewayOptions _options;
    private readonly UploadSpool _spool;
    private readonly HttpClient _http;

    public HttpSource(UploadSpool spool, IOptions<GatewayOptions> options)
    {
        (_spool, _options) = (spool, options.Value);
        var networks = _options.HttpSourceNetworks.Select(network => IPNetwork.Parse(network));
        _http = new PublicHttp([.. networks], NotAllowed).NewClient();
    }

    /// <summary>Whether this installation fetches anything by URL.</summary>
    public bool IsOn => _options.AllowHttpSources;

    /// <param name="fileName">What the document is to be called; null for the last part of its address.</param>
    /// <param name="headers">Sent to the URL's own server, and to none that it refers to.</param>
    public async Task<SpooledUpload> FetchAsync(
        Uri address, string? fileName, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? headers = null)
    {
        if (!IsOn)
        {
            throw NotAllowed("This installation does not fetch documents by URL (Gateway:AllowHttpSources).");
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_options.HttpSourceTimeout);
        try
        {
            return await FollowAsync(address, fileName, headers ?? NoHeaders, timeout.Token);
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

    public void Dispose() => _http.Dispose();

    private async Task<SpooledUpload> FollowAsync(
        Uri address, string? fileName, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            CallerHeaders.AddTo(request.Headers, headers);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (IsRedirect(response.StatusCode))
            {
                var next = redirects < MaxRedirects ? NextOf(address, response.Headers.Location)
                    : throw Unavailable($"The URL redirects more than {MaxRedirects} times.", retryable: false);
                // What they prove is for the server that the caller has named.
                headers = IsSameServer(address, next) ? headers : NoHeaders;
                address = next;
                continue;
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                var status = (int)response.StatusCode;
                throw Unavailable($"The URL answered with status {status}.", retryable: status >= 500);
            }

            _spool.CheckLength(response.Content.Headers.ContentLength);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await _spool.SpoolAsync(body, fileName ?? Uri.UnescapeDataString(address.Segments[^1]), cancellationToken);
        }
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static bool IsSameServer(Uri one, Uri other) =>
        (one.Scheme, one.IdnHost, one.Port) == (other.Scheme, other.IdnHost, other.Port);

    private static Uri NextOf(Uri address, Uri? location) =>
        location is not null && HttpAddress.IsClean(location.OriginalString)
        && Uri.TryCreate(address, location, out var joined) && HttpAddress.Parse(joined.AbsoluteUri) is { } next
        // Who asked for a connection that nobody can read does not get another.
        && !(address.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp)
            ? next
            : throw Unavailable("The URL redirects to what is no http or https URL, or from https to http.", retryable: false);

    private static ProblemException NotAllowed(string detail) =>
        new(StatusCodes.Status403Forbidden, "source_not_allowed", detail);

    private static ProblemException Unavailable(string detail, bool retryable) =>
        new(StatusCodes.Status422UnprocessableEntity, FailureCodes.SourceUnavailable, detail) { Retryable = retryable };
}
