using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.Activities;

/// <param name="ReplyTo">The workflow instance that waits.</param>
/// <param name="Dispatch">1 for the first time it is sent.</param>
internal sealed record CutDispatch(JobId Job, string ReplyTo, PhasePlan Plan, int Dispatch);

/// <summary>Asks the stage that cuts a phase's input for its units.</summary>
internal sealed class DispatchCutActivity(JobStore jobs, WorkDispatcher dispatcher) : WorkflowActivity<CutDispatch, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, CutDispatch dispatch)
    {
        if (await jobs.FindAsync(dispatch.Job, CancellationToken.None) is not { IsStopping: false } job)
        {
            return false;
        }

        await dispatcher.DispatchCutAsync(job, dispatch, context.MessageId());
        return true;
    }
}
