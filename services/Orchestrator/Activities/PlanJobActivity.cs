using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Orchestrator.Jobs;
using DaprProcessing.Orchestrator.Workflows;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.Activities;

/// <summary>Probes the document and marks the job as running; sends a document of one chunk on its way.</summary>
internal sealed class PlanJobActivity(JobStore jobs, JobPlanner planner, WorkDispatcher dispatcher)
    : WorkflowActivity<JobRun, JobPlan>
{
    public override async Task<JobPlan> RunAsync(WorkflowActivityContext context, JobRun run)
    {
        var (record, etag) = await jobs.ReadAsync(run.Job, CancellationToken.None);
        if (record is null || record.IsStopping)
        {
            return JobPlan.Refused(new Failure(FailureCodes.Internal, "The job has ended before it began."));
        }

        var plan = await planner.PlanAsync(record, CancellationToken.None);
        if (plan.Failure is not null)
        {
            return plan;
        }

        var running = await MarkRunningAsync(record, etag, plan);
        if (plan.IsWholeDocument && !run.IsSent && !running.IsStopping)
        {
            await dispatcher.DispatchWholeAsync(running, plan, context.InstanceId, context.MessageId());
        }

        return plan with { IsSent = true };
    }

    // Nobody changes a job that has just come but a caller who stops it.
    private async Task<JobRecord> MarkRunningAsync(JobRecord record, string etag, JobPlan plan)
    {
        var running = planner.Running(record, plan);
        return await jobs.TryReplaceAsync(running, etag, CancellationToken.None) ? running
            : await planner.MarkRunningAsync(record.Id, plan, CancellationToken.None) ?? record;
    }
}
