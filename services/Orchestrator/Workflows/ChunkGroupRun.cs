using Dapr.Workflow;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Orchestrator.Activities;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>Sends a group's chunks through the stages and waits for all; a chunk that cannot be done is tried page by page.</summary>
internal static class ChunkGroupRun
{
    public static async Task<IReadOnlyList<FinishedChunk>> RunAsync(WorkflowContext context, ChunkGroup group, IReadOnlyList<PageRange> chunks)
    {
        var finished = new List<FinishedChunk>();
        var reports = await RoundAsync(chunks);
        var again = new List<PageRange>();
        foreach (var chunk in chunks)
        {
            // Step 1: whole chunks. One poison page must not take its neighbours with it.
            if (reports[chunk.ChunkId].Failure is not null && chunk.Count > 1)
            {
                again.AddRange(chunk.Split());
            }
            else
            {
                finished.Add(Finished(chunk, reports));
            }
        }

        if (again.Count > 0)
        {
            // Step 2: the pages of failed chunks, each alone.
            reports = await RoundAsync(again);
            finished.AddRange(again.Select(page => Finished(page, reports)));
        }

        return [.. finished.OrderBy(chunk => chunk.FirstPageNo)];

        Task<IReadOnlyDictionary<string, ChunkReport>> RoundAsync(IReadOnlyList<PageRange> round) =>
            ChunkRound.RunAsync(context, round, group.Plan.RedispatchAfter, group.Plan.Deadline, missing => context.CallActivityAsync<bool>(
                nameof(DispatchChunksActivity), new ChunkDispatch(group.Job, context.InstanceId, group.Plan.TotalPages, missing), Retries.OfActivities));
    }

    private static FinishedChunk Finished(PageRange chunk, IReadOnlyDictionary<string, ChunkReport> reports) =>
        new(chunk.ChunkId, chunk.FirstPageNo, chunk.LastPageNo, reports[chunk.ChunkId].Failure);
}
