using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Gateway.Workflows;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Gateway.Api.Jobs;

/// <summary>Cancel and delete.</summary>
internal static class StopJob
{
    public static async Task<IResult> CancelAsync(
        Tenant tenant, string id, JobWatcher watcher, JobStore jobs, WorkflowStarter starter, OrchestratorClient orchestrator,
        CancellationToken cancellationToken)
    {
        var record = await MarkAsync(tenant.Job(id), watcher, jobs, cancellationToken);
        if (record.Status == JobStatus.Cancelling)
        {
            await starter.SettleAsync(record.Id, cancellationToken);
            await orchestrator.StopAsync(record.Id, cancellationToken);
            record = await watcher.FindAsync(record.Id, cancellationToken);
        }

        return Results.Json(JobView.Of(record, JobProgress.Empty), statusCode: StatusCodes.Status202Accepted);
    }

    public static async Task<IResult> DeleteAsync(
        Tenant tenant, string id, JobWatcher watcher, JobStore jobs, JobCleaner cleaner, WorkflowStarter starter,
        OrchestratorClient orchestrator, CancellationToken cancellationToken)
    {
        var record = await MarkAsync(tenant.Job(id), watcher, jobs, cancellationToken);
        await starter.SettleAsync(record.Id, cancellationToken);
        await orchestrator.ForgetAsync(record.Id, cancellationToken);
        await cleaner.RemoveAsync(record, cancellationToken);
        return Results.NoContent();
    }

    // The record says it first: stages look there before every chunk and while they work on one.
    private static async Task<JobRecord> MarkAsync(
        JobId job, JobWatcher watcher, JobStore jobs, CancellationToken cancellationToken)
    {
        var record = await watcher.FindAsync(job, cancellationToken);
        return await jobs.UpdateAsync(job, known => known with { Status = JobStatus.Cancelling }, cancellationToken) ?? record;
    }
}
