using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Orchestrator.Activities;

/// <param name="Failure">Why there is no result; null where there is one.</param>
/// <param name="PagesFailed">Pages without a result.</param>
internal sealed record JobEnding(JobId Job, Failure? Failure, int PagesFailed = 0);

/// <summary>Ends the job: the one place where a result becomes visible.</summary>
internal sealed class FinishJobActivity(JobFinisher finisher) : WorkflowActivity<JobEnding, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, JobEnding ending)
    {
        await finisher.FinishAsync(ending, CancellationToken.None);
        return true;
    }
}
