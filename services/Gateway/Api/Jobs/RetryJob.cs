using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Sources;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Gateway.Api.Jobs;

/// <summary>
/// Runs a document again, with the same pipeline and options. It is another job: the end of the first one was told, and stays.
/// </summary>
internal static class RetryJob
{
    public static async Task<IResult> HandleAsync(
        Tenant tenant, string id, JobWatcher watcher, StoredSource sources, PipelineCatalogue pipelines, JobSubmitter submitter,
        WebhookStore webhooks, HttpResponse response, CancellationToken cancellationToken)
    {
        var job = await watcher.FindAsync(tenant.Job(id), cancellationToken);
        if (!job.Status.IsTerminal())
        {
            throw Conflict("job_not_finished", "The job has not ended yet.", retryable: true);
        }

        if (job.Source.HasPassword)
        {
            throw Conflict("password_forgotten", "The document's password was forgotten with the job's end: submit it again.");
        }

        var pipeline = pipelines.Find(job.Pipeline)
            ?? throw Conflict("unknown_pipeline", $"There is no pipeline '{job.Pipeline}' any more.");
        // The webhook is in no record of the job. What became of it there is the first job's own.
        var webhook = job.HasWebhook ? await webhooks.FindAsync(job.Id, cancellationToken) : null;
        var options = job.Options with { Webhook = webhook is null ? null : new Webhook(webhook.Url, webhook.Secrets) };
        using var submission = new Submission(
            pipeline, options, Password: null, await sources.FetchAsync(job.Source, cancellationToken));
        var again = await submitter.SubmitAsync(tenant, submission, idempotencyKey: null, cancellationToken);
        response.Headers.Location = $"/v1/jobs/{again.Id.Id}";
        return Results.Json(JobView.Of(again, JobProgress.Empty), statusCode: StatusCodes.Status202Accepted);
    }

    private static ProblemException Conflict(string code, string detail, bool retryable = false) =>
        new(StatusCodes.Status409Conflict, code, detail) { Retryable = retryable };
}
