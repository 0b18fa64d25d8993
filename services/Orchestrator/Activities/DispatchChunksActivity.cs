using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Orchestrator.Fairness;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.Activities;

/// <param name="ReplyTo">The workflow instance that waits.</param>
/// <param name="Dispatch">1 for the first time the chunks are sent.</param>
/// <param name="IsWholeDocument">The one chunk is all of it: it goes through until it is gathered.</param>
internal sealed record ChunkDispatch(
    JobId Job, string ReplyTo, PhasePlan Plan, IReadOnlyList<PageRange> Chunks, int Dispatch, bool IsWholeDocument = false)
{
    /// <summary>How many of the group are in the stages; null to send all, whatever else is.</summary>
    public int? AtWork { get; init; }

    /// <summary>Groups of the job at work at the same time: they share what the job may have.</summary>
    public int Beside { get; init; } = 1;
}

/// <summary>
/// Publishes chunks to the first stage of their phase: the first ones of those asked for, and as many as are the job's share of
/// the stages. A group always has one on its way, which is what wakes it for the next.
/// </summary>
/// <returns>How many were sent.</returns>
internal sealed class DispatchChunksActivity(JobStore jobs, WorkDispatcher dispatcher, JobQueue queue)
    : WorkflowActivity<ChunkDispatch, int>
{
    public override async Task<int> RunAsync(WorkflowActivityContext context, ChunkDispatch dispatch)
    {
        if (await jobs.FindAsync(dispatch.Job, CancellationToken.None) is not { IsStopping: false } job)
        {
            return 0;
        }

        var sent = dispatch.Chunks.Take(RoomFor(dispatch)).ToList();
        foreach (var chunk in sent)
        {
            await dispatcher.DispatchAsync(
                job, dispatch.Plan, chunk, dispatch.ReplyTo, dispatch.Dispatch, context.MessageId(), dispatch.IsWholeDocument);
            CrashPoint.Reached("orchestrator.dispatching");
        }

        return sent.Count;
    }

    private int RoomFor(ChunkDispatch dispatch) => dispatch.AtWork is { } atWork
        ? Math.Max(queue.ChunksOf(dispatch.Job) / dispatch.Beside - atWork, atWork == 0 ? 1 : 0)
        : dispatch.Chunks.Count;
}
