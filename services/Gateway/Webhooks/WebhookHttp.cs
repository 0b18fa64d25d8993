using System.Diagnostics;
using System.Net;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Sources;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Webhooks;

/// <summary>
/// Sends to addresses that callers have named, where <see cref="PublicHttp"/> and <c>Gateway:WebhookNetworks</c> let it, and says
/// what became of it.
/// </summary>
internal sealed class WebhookHttp : IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public WebhookHttp(IOptions<GatewayOptions> options, TimeProvider time)
    {
        _time = time;
        var allowed = options.Value.WebhookNetworks.Select(network => IPNetwork.Parse(network));
        _http = new PublicHttp([.. allowed], Refused).NewClient();
    }

    public async Task<WebhookAttempt> SendAsync(HttpRequestMessage request, TimeSpan limit, CancellationToken cancellationToken)
    {
        var (at, startedAt) = (_time.GetUtcNow(), Stopwatch.GetTimestamp());
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            // The answer's body is not read: it is nobody's.
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            var status = (int)response.StatusCode;
            return Attempt(status, status is >= 200 and < 300 ? null : $"The receiver answered {status}.");
        }
        catch (HttpRequestException error)
        {
            return Attempt(null, error.InnerException is ProblemException refused ? refused.Message
                : $"The receiver could not be reached ({error.HttpRequestError}).");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Attempt(null, $"The receiver did not answer within {limit.TotalSeconds:0} seconds.");
        }

        WebhookAttempt Attempt(int? status, string? error) =>
            new(at, status, error, (int)Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);
    }

    public void Dispose() => _http.Dispose();

    private static ProblemException Refused(string detail) => new(StatusCodes.Status403Forbidden, "webhook_not_allowed", detail);
}
