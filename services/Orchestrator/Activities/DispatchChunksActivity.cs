using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.Activities;

/// <param name="ReplyTo">The workflow instance that waits.</param>
/// <param name="Dispatch">1 for the first time the chunks are sent.</param>
/// <param name="IsWholeDocument">The one chunk is all of it: it goes through until it is gathered.</param>
internal sealed record ChunkDispatch(
    JobId Job, string ReplyTo, PhasePlan Plan, IReadOnlyList<PageRange> Chunks, int Dispatch, bool IsWholeDocument = false);

/// <summary>Publishes chunks to the first stage of their phase.</summary>
internal sealed class DispatchChunksActivity(JobStore jobs, WorkDispatcher dispatcher) : WorkflowActivity<ChunkDispatch, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, ChunkDispatch dispatch)
    {
        if (await jobs.FindAsync(dispatch.Job, CancellationToken.None) is not { IsStopping: false } job)
        {
            return false;
        }

        foreach (var chunk in dispatch.Chunks)
        {
            await dispatcher.DispatchAsync(
                job, dispatch.Plan, chunk, dispatch.ReplyTo, dispatch.Dispatch, context.MessageId(), dispatch.IsWholeDocument);
            CrashPoint.Reached("orchestrator.dispatching");
        }

        return true;
    }
}
