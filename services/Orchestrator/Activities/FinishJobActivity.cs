using Dapr.Workflow;
using DaprProcessing.Orchestrator.Jobs;

namespace DaprProcessing.Orchestrator.Activities;

/// <summary>Ends the job: the one place where a result becomes visible.</summary>
internal sealed class FinishJobActivity(JobFinisher finisher) : WorkflowActivity<JobEnding, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, JobEnding ending)
    {
        await finisher.FinishAsync(ending, CancellationToken.None);
        return true;
    }
}
