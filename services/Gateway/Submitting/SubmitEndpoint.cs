using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Reading;

namespace DaprProcessing.Gateway.Submitting;

/// <summary>POST /v1/jobs: multipart form, raw body, or JSON that names a source.</summary>
internal static class SubmitEndpoint
{
    public static IEndpointRouteBuilder MapSubmitting(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/jobs", SubmitAsync).WithName("submitJob").WithSummary("Submit a document").DisableAntiforgery()
            .Produces<JobView>(StatusCodes.Status202Accepted).Produces<JobView>().ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        routes.MapGet("/v1/pipelines", (PipelineCatalogue pipelines) => new { pipelines = pipelines.All }).WithName("listPipelines").WithSummary("What a job can run through");
        return routes;
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, SubmissionReader reader, JobSubmitter submitter, JobWatcher watcher, CancellationToken cancellationToken)
    {
        using var submission = await reader.ReadAsync(context.Request, cancellationToken);
        var record = await submitter.SubmitAsync(GatewayOptions.LocalTenant, submission, context.Request.Headers["Idempotency-Key"], cancellationToken);
        var (preferred, view) = (WaitPreference.Of(context.Request.Headers["Prefer"]), JobView.Of(record, JobProgress.Empty));
        if (preferred is { } wait)
        {
            view = await watcher.WaitAsync(record.Id, wait, cancellationToken);
            context.Response.Headers.Append("Preference-Applied", $"wait={(int)wait.TotalSeconds}");
        }

        var location = $"/v1/jobs/{record.Id.Id}";
        context.Response.Headers.Location = location;
        if (view.Status.IsTerminal())
        {
            return Results.Ok(view);
        }

        context.Response.Headers["Operation-Location"] = location;
        context.Response.Headers.RetryAfter = "1";
        return Results.Json(view, statusCode: StatusCodes.Status202Accepted);
    }
}
