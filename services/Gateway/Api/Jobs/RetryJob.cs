using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Sources;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Jobs;
using Microsoft.AspNetCore.Mvc;

namespace DaprProcessing.Gateway.Api.Jobs;

/// <summary>
/// Runs a document again, with the same pipeline and options. It is another job: the end of the first one was told, and stays.
/// Where only failed pages are wanted, it carries over the chunks in which none has failed, as far as they are there. With an
/// Idempotency-Key it is one job, however often it is asked for.
/// </summary>
internal static class RetryJob
{
    private const string Failed = "failed", All = "all";

    public static async Task<IResult> HandleAsync(
        Tenant tenant, string id, string? pages,
        [FromHeader(Name = "Idempotency-Key")]
        [System.ComponentModel.Description("The same key and request make one job, however often they come.")]
        string? idempotencyKey,
        FinishedJobs jobs, StoredSource sources, PipelineCatalogue pipelines, JobSubmitter submitter, WebhookStore webhooks,
        HttpResponse response, CancellationToken cancellationToken)
    {
        if (pages is not (null or All or Failed))
        {
            throw ProblemException.BadRequest("invalid_pages", $"pages takes '{Failed}' or '{All}'.");
        }

        var job = await jobs.FindAsync(tenant.Job(id), cancellationToken);
        if (pages == Failed && job.Status == JobStatus.Succeeded)
        {
            throw Conflict("nothing_failed", "No page of the job has failed.");
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
            pipeline, options, Password: null, await sources.FetchAsync(job.Source, cancellationToken))
        {
            Continues = pages == Failed && IsAsItWas(pipeline, job) ? job.Id : null,
        };
        var again = await submitter.SubmitAsync(tenant, submission, idempotencyKey, cancellationToken);
        response.Headers.Location = $"/v1/jobs/{again.Id.Id}";
        return Results.Json(JobView.Of(again, JobProgress.Empty), statusCode: StatusCodes.Status202Accepted);
    }

    // A pipeline that was changed since makes something else of a page.
    private static bool IsAsItWas(Pipeline pipeline, JobRecord job) =>
        JsonSerializer.Serialize(pipeline.Phases) == JsonSerializer.Serialize(job.Phases);

    private static ProblemException Conflict(string code, string detail) =>
        new(StatusCodes.Status409Conflict, code, detail);
}
