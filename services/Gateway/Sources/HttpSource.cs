using System.Net;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Sources;

/// <summary>Fetches a document by URL, from where <see cref="PublicHttp"/> lets it.</summary>
internal sealed class HttpSource : IDisposable
{
    private readonly GatewayOptions _options;
    private readonly UploadSpool _spool;
    private readonly HttpClient _http;

    public HttpSource(UploadSpool spool, IOptions<GatewayOptions> options)
    {
        (_spool, _options) = (spool, options.Value);
        var networks = _options.HttpSourceNetworks.Select(network => IPNetwork.Parse(network));
        _http = new PublicHttp([.. networks], NotAllowed).NewClient();
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

    public void Dispose() => _http.Dispose();

    private static ProblemException NotAllowed(string detail) =>
        new(StatusCodes.Status403Forbidden, "source_not_allowed", detail);

    private static ProblemException Unavailable(string detail, bool retryable) =>
        new(StatusCodes.Status422UnprocessableEntity, FailureCodes.SourceUnavailable, detail) { Retryable = retryable };
}
