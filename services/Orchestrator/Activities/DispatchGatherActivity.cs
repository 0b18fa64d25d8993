using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.Activities;

/// <param name="ReplyTo">The workflow instance that waits.</param>
/// <param name="Chunks">Every chunk of the phase, done or failed.</param>
/// <param name="Dispatch">1 for the first time it is sent.</param>
internal sealed record GatherDispatch(
    JobId Job, string ReplyTo, PhasePlan Plan, IReadOnlyList<FinishedChunk> Chunks, int Dispatch);

/// <summary>Publishes the fan-in of a phase to the stage that gathers it.</summary>
internal sealed class DispatchGatherActivity(JobStore jobs, WorkDispatcher dispatcher) : WorkflowActivity<GatherDispatch, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, GatherDispatch dispatch)
    {
        if (await jobs.FindAsync(dispatch.Job, CancellationToken.None) is not { IsStopping: false } job)
        {
            return false;
        }

        await dispatcher.DispatchGatherAsync(job, dispatch, context.MessageId());
        return true;
    }
}
