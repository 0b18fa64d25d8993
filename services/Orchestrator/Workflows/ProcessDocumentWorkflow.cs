using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Orchestrator.Activities;
using DaprProcessing.Orchestrator.Jobs;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>
/// A document from plan to result: probe → each phase of its pipeline → finish.
/// Its instance id is the job's id. Cancelling is not its business: whoever cancels terminates it and ends the job record.
/// </summary>
internal sealed class ProcessDocumentWorkflow : Workflow<JobRun, bool>
{
    public static string RegisteredName => $"{nameof(ProcessDocumentWorkflow)}-{WorkflowVersion.Current}";

    public override async Task<bool> RunAsync(WorkflowContext context, JobRun run)
    {
        var job = run.Job;
        var plan = run.Plan
            ?? await context.CallActivityAsync<JobPlan>(nameof(PlanJobActivity), run, Retries.OfActivities);
        var ending = plan.Failure is { } failure ? new JobEnding.Failed(job, failure) : await ProcessAsync(context, job, plan);
        return await context.CallActivityAsync<bool>(nameof(FinishJobActivity), ending, Retries.OfActivities);
    }

    private static async Task<JobEnding> ProcessAsync(WorkflowContext context, JobId job, JobPlan plan)
    {
        var completed = new JobEnding.Completed(job, PagesFailed: 0);
        for (var index = 0; index < plan.Phases.Count; index++)
        {
            var ended = await new JobPhase(context, job, plan, index).RunAsync();
            if (ended.Failure is { } failure)
            {
                return new JobEnding.Failed(job, failure);
            }

            completed = index == 0 ? new(job, ended.UnitsFailed, UnitsFailed: 0, ended.Totals)
                : completed with { UnitsFailed = completed.UnitsFailed + ended.UnitsFailed, Totals = ended.Totals };
            if (ended.UnitsFailed == ended.Units)
            {
                // The next phase has nothing to go on.
                break;
            }
        }

        return completed;
    }
}
