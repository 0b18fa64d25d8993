using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Reading;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Gateway.Stopping;

/// <summary>Cancel and delete.</summary>
internal static class StoppingEndpoints
{
    public static IEndpointRouteBuilder MapStopping(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/jobs/{id}/cancel", CancelAsync).WithName("cancelJob").WithSummary("Stop the work of a job")
            .Produces<JobView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapDelete("/v1/jobs/{id}", DeleteAsync).WithName("deleteJob").WithSummary("Remove a job, its objects and its records")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        return routes;
    }

    private static async Task<IResult> CancelAsync(string id, JobWatcher watcher, JobStore jobs, OrchestratorClient orchestrator, CancellationToken cancellationToken)
    {
        var record = await MarkAsync(id, watcher, jobs, cancellationToken);
        if (record.Status == JobStatus.Cancelling)
        {
            await orchestrator.StopAsync(record.Id, cancellationToken);
            record = await watcher.FindAsync(record.Id, cancellationToken);
        }

        return Results.Json(JobView.Of(record, JobProgress.Empty), statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> DeleteAsync(
        string id, JobWatcher watcher, JobStore jobs, JobCleaner cleaner, OrchestratorClient orchestrator, CancellationToken cancellationToken)
    {
        var record = await MarkAsync(id, watcher, jobs, cancellationToken);
        await orchestrator.ForgetAsync(record.Id, cancellationToken);
        await cleaner.RemoveAsync(record, cancellationToken);
        return Results.NoContent();
    }

    // The record says it first: stages look there before every chunk and while they work on one.
    private static async Task<JobRecord> MarkAsync(string id, JobWatcher watcher, JobStore jobs, CancellationToken cancellationToken)
    {
        var record = await watcher.FindAsync(new JobId(GatewayOptions.LocalTenant, id), cancellationToken);
        return await jobs.UpdateAsync(record.Id, known => known with { Status = JobStatus.Cancelling }, cancellationToken) ?? record;
    }
}
