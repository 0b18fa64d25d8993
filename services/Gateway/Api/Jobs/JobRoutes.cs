using DaprProcessing.Contracts.Results;
using DaprProcessing.Gateway.Api.Description;
using DaprProcessing.Gateway.Api.Jobs.Events;
using DaprProcessing.Gateway.Api.Jobs.Pages;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Webhooks;

namespace DaprProcessing.Gateway.Api.Jobs;

/// <summary>Submit, look, fetch, stop.</summary>
internal static class JobRoutes
{
    public static void MapJobs(this IEndpointRouteBuilder v1)
    {
        var jobs = v1.MapGroup("").WithTags("Jobs");
        jobs.MapPost("/jobs", SubmitJob.HandleAsync).WithName("submitJob").WithSummary("Submit a document").DisableAntiforgery()
            .AddEndpointFilter<StoreGateFilter>().AddEndpointFilter(new AdmissionFilter(isJob: true))
            .AddOpenApiOperationTransformer(SubmitDescription.DescribeJob)
            .Produces<JobView>(StatusCodes.Status202Accepted).Produces<JobView>()
            .Problems(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge)
            .Problems(StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity)
            .Problems(StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable);
        jobs.MapGet("/jobs", ListJobs.HandleAsync).WithName("listJobs").WithSummary("The tenant's jobs, newest first")
            .Produces<JobList>().Problems(StatusCodes.Status400BadRequest);
        jobs.MapGet("/jobs/{id}", GetJob.HandleAsync).WithName("getJob")
            .WithSummary("A job; ?wait=N waits up to N seconds for its end").Produces<JobView>()
            .Problems(StatusCodes.Status404NotFound);
        jobs.MapDelete("/jobs/{id}", StopJob.DeleteAsync).WithName("deleteJob")
            .WithSummary("Remove a job, its objects and its records")
            .Produces(StatusCodes.Status204NoContent).Problems(StatusCodes.Status404NotFound);
        jobs.MapPost("/jobs/{id}/cancel", StopJob.CancelAsync).WithName("cancelJob").WithSummary("Stop the work of a job")
            .Produces<JobView>(StatusCodes.Status202Accepted).Problems(StatusCodes.Status404NotFound);
        jobs.MapGet("/jobs/{id}/events", JobEvents.HandleAsync).WithName("followJob")
            .WithSummary("Progress as server-sent events, until the job has ended; goes on at Last-Event-ID")
            .Produces<JobEvent>(StatusCodes.Status200OK, EventStream.MediaType).Problems(StatusCodes.Status404NotFound);
        jobs.MapGet("/jobs/{id}/pages", JobPages.ListAsync).WithName("followPages")
            .WithSummary("Pages in order as they are done: lines of JSON, or server-sent events where Accept says so")
            .Produces<PageView>(StatusCodes.Status200OK, LineStream.MediaType, EventStream.MediaType)
            .Problems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        jobs.MapGet("/jobs/{id}/pages/{pageNo}/image", JobPages.ImageAsync).WithName("getPageImage")
            .WithSummary("A page's image, as soon as it is there")
            .Produces(StatusCodes.Status200OK, contentType: "image/png").Problems(StatusCodes.Status404NotFound);
        jobs.MapGet("/jobs/{id}/audio/{partNo}", GetAudioPart.HandleAsync).WithName("getAudioPart")
            .WithSummary("A passage of a document that is read aloud, as soon as it is there; answers Range")
            .Produces(StatusCodes.Status200OK, contentType: "audio/wav").Problems(StatusCodes.Status404NotFound);
        jobs.MapPost("/jobs/{id}/retry", RetryJob.HandleAsync).WithName("retryJob")
            .WithSummary(
                "Run the document of a job that has ended again, as a job of its own, with the same options; "
                + "?pages=failed carries over what is done")
            .AddEndpointFilter<StoreGateFilter>().AddEndpointFilter(new AdmissionFilter(isJob: true))
            .Produces<JobView>(StatusCodes.Status202Accepted)
            .Problems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound)
            .Problems(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity)
            .Problems(StatusCodes.Status429TooManyRequests);
        jobs.MapGet("/jobs/{id}/webhook", JobWebhook.GetAsync).WithName("getWebhook")
            .WithSummary("What became of the job's webhook, attempt by attempt").Produces<WebhookView>()
            .Problems(StatusCodes.Status404NotFound);
        jobs.MapPost("/jobs/{id}/webhook/replay", JobWebhook.ReplayAsync).WithName("replayWebhook")
            .WithSummary("Deliver the webhook of a job that has ended again")
            .Produces<WebhookView>(StatusCodes.Status202Accepted)
            .Problems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        jobs.MapGet("/jobs/{id}/result", GetArtifacts.ResultAsync).WithName("getResult").WithSummary("What became of every page")
            .Produces<JobResult>().Problems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        jobs.MapGet("/jobs/{id}/artifacts", GetArtifacts.ListAsync).WithName("listArtifacts")
            .WithSummary("The artifacts of a finished job").Produces<ArtifactList>()
            .Problems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        jobs.MapGet("/jobs/{id}/artifacts/{**name}", GetArtifacts.GetAsync).WithName("getArtifact")
            .WithSummary("One artifact; answers Range and If-None-Match")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .Problems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }
}
