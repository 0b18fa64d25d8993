using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.Activities;

/// <param name="ReplyTo">The workflow instance that waits.</param>
/// <param name="Dispatch">1 for the first time it is sent.</param>
internal sealed record AssemblyDispatch(JobId Job, string ReplyTo, IReadOnlyList<FinishedChunk> Chunks, int Dispatch);

/// <summary>Publishes the fan-in to the result assembler.</summary>
internal sealed class DispatchAssemblyActivity(JobStore jobs, WorkDispatcher dispatcher)
    : WorkflowActivity<AssemblyDispatch, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, AssemblyDispatch dispatch)
    {
        if (await jobs.FindAsync(dispatch.Job, CancellationToken.None) is not { IsStopping: false, PagesTotal: not null } job)
        {
            return false;
        }

        await dispatcher.DispatchAssemblyAsync(job, dispatch.Chunks, dispatch.ReplyTo, dispatch.Dispatch, context.MessageId());
        return true;
    }
}
