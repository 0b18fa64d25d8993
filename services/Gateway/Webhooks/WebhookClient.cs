using System.Net.Http.Headers;
using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Api.Jobs;
using DaprProcessing.Gateway.Compatibility.Deliveries;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Gateway.Webhooks;

/// <summary>
/// Tells one receiver of one job's end, and says what became of it. The job of a docling-serve client's task is told as that
/// client has asked for it.
/// </summary>
internal sealed class WebhookClient(WebhookHttp http, TaskDeliverer tasks, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    public async Task<WebhookAttempt> SendAsync(JobRecord job, Webhook webhook, CancellationToken cancellationToken)
    {
        if (job.TaskId is not null)
        {
            return await tasks.JobEndedAsync(job, cancellationToken);
        }

        using var request = Request(job, webhook, time.GetUtcNow());
        return await http.SendAsync(request, Limit, cancellationToken);
    }

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

    private sealed record WebhookBody(string Type, DateTimeOffset Timestamp, JobView Data);
}
