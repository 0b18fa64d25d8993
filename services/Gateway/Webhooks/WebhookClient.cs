using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Api.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Sources;
using DaprProcessing.Platform.Hosting;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Webhooks;

/// <summary>Tells one receiver of one job's end, and says what became of it.</summary>
internal sealed class WebhookClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public WebhookClient(IOptions<GatewayOptions> options, TimeProvider time)
    {
        _time = time;
        var allowed = options.Value.WebhookNetworks.Select(network => IPNetwork.Parse(network));
        _http = new PublicHttp([.. allowed], Refused).NewClient();
    }

    public async Task<WebhookAttempt> SendAsync(JobRecord job, Webhook webhook, CancellationToken cancellationToken)
    {
        var (at, startedAt) = (_time.GetUtcNow(), Stopwatch.GetTimestamp());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var request = Request(job, webhook, at);
            // The answer's body is not read: it is nobody's.
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
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
            return Attempt(null, $"The receiver did not answer within {Limit.TotalSeconds:0} seconds.");
        }

        WebhookAttempt Attempt(int? status, string? error) =>
            new(at, status, error, (int)Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(JobRecord job, Webhook webhook, DateTimeOffset now)
    {
        // The same at every attempt: by it a receiver knows what it has heard before.
        var id = $"msg_{job.Id.Id}";
        var view = JobView.Of(job, JobProgress.Empty);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new WebhookBody($"job.{job.Status.Name()}", job.FinishedAt ?? now, view), ServiceHost.Json);
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd("DaprProcessing");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", $"{now.ToUnixTimeSeconds()}");
        request.Headers.Add("webhook-signature", WebhookSignature.Of(webhook.Secrets, id, now.ToUnixTimeSeconds(), body));
        return request;
    }

    private static ProblemException Refused(string detail) => new(StatusCodes.Status403Forbidden, "webhook_not_allowed", detail);

    private sealed record WebhookBody(string Type, DateTimeOffset Timestamp, JobView Data);
}
