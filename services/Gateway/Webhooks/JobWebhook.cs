using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Gateway.Webhooks;

/// <summary>A webhook as callers see it: its secrets are not shown again.</summary>
internal sealed record WebhookView(
    string Url, WebhookState State, int Tried, DateTimeOffset? NextAttemptAt, IReadOnlyList<WebhookAttempt> Attempts)
{
    public static WebhookView Of(Webhook webhook) =>
        new(webhook.Url, webhook.State, webhook.Tried, webhook.DueAt, webhook.Attempts);
}

/// <summary>What became of a job's webhook, and having it delivered again.</summary>
internal static class JobWebhook
{
    public static async Task<WebhookView> GetAsync(
        Tenant tenant, string id, JobWatcher watcher, WebhookStore webhooks, CancellationToken cancellationToken)
    {
        var job = await watcher.FindAsync(tenant.Job(id), cancellationToken);
        return WebhookView.Of(await webhooks.FindAsync(job.Id, cancellationToken) ?? throw NoWebhook());
    }

    public static async Task<IResult> ReplayAsync(
        Tenant tenant, string id, JobWatcher watcher, WebhookStore webhooks, CancellationToken cancellationToken)
    {
        var job = await watcher.FindAsync(tenant.Job(id), cancellationToken);
        if (!job.Status.IsTerminal())
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "job_not_finished", "The job has not ended yet.")
            {
                Retryable = true,
            };
        }

        await webhooks.ReplayAsync(job, cancellationToken);
        var webhook = await webhooks.FindAsync(job.Id, cancellationToken) ?? throw NoWebhook();
        return Results.Json(WebhookView.Of(webhook), statusCode: StatusCodes.Status202Accepted);
    }

    private static ProblemException NoWebhook() =>
        new(StatusCodes.Status404NotFound, "no_webhook", "The job has no webhook.");
}
