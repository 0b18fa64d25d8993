using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Orchestrator.Activities;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>Neighbouring chunks that one workflow waits for.</summary>
/// <param name="Beside">Groups of the job that are at work at the same time, this one among them.</param>
internal sealed record ChunkGroup(JobId Job, int FirstPageNo, int LastPageNo, PhasePlan Plan, int Beside = 1)
{
    /// <summary>
    /// Sends the group's chunks through the stages and waits for all; a chunk that cannot be done is tried page by page.
    /// </summary>
    public async Task<IReadOnlyList<FinishedChunk>> RunAsync(WorkflowContext context)
    {
        // Step 1: what an earlier job has done.
        var mine = Plan.Chunks().Where(chunk => chunk.FirstPageNo >= FirstPageNo && chunk.LastPageNo <= LastPageNo).ToList();
        var carried = await CarryAsync(context, mine);
        // Step 2: whole chunks.
        var chunks = await RunAsync(context, [.. mine.Except(carried)]);
        // Step 3: the pages of failed chunks, each alone: one poison page must not take its neighbours with it.
        var again = chunks.Where(chunk => chunk.Finished.Failure is not null && chunk.Range.Count > 1).ToList();
        var pages = await PageByPageAsync(context, [.. again.Select(chunk => chunk.Range)]);
        return
        [
            .. chunks.Except(again).Select(chunk => chunk.Finished).Concat(pages)
                .Concat(carried.Select(chunk => Finished(chunk) with { IsCarried = true }))
                .OrderBy(chunk => chunk.FirstPageNo),
        ];
    }

    /// <summary>Each page of the chunks as a chunk of its own.</summary>
    public async Task<IReadOnlyList<FinishedChunk>> PageByPageAsync(WorkflowContext context, IReadOnlyList<PageRange> chunks) =>
        chunks.Count == 0 ? []
            : [.. (await RunAsync(context, [.. chunks.SelectMany(chunk => chunk.Split())])).Select(page => page.Finished)];

    private async Task<IReadOnlyList<PageRange>> CarryAsync(WorkflowContext context, IReadOnlyList<PageRange> chunks)
    {
        if (Plan.Continues is not { } earlier)
        {
            return [];
        }

        var carried = await Task.WhenAll(chunks.Select(chunk => context.CallActivityAsync<bool>(
            nameof(CarryChunkActivity), new ChunkCarry(Job, earlier, chunk, Plan.Phase.Stages), Retries.OfActivities)));
        return [.. chunks.Zip(carried).Where(chunk => chunk.Second).Select(chunk => chunk.First)];
    }

    private async Task<IReadOnlyList<(PageRange Range, FinishedChunk Finished)>> RunAsync(
        WorkflowContext context, IReadOnlyList<PageRange> chunks)
    {
        var reports = await new ChunkWindow(context, this, chunks).RunAsync();
        return [.. chunks.Zip(reports, (chunk, report) =>
            (chunk, Finished(chunk) with { Failure = ReportEvents.FailureOf(report) }))];
    }

    private static FinishedChunk Finished(PageRange chunk) => new(chunk.ChunkId, chunk.FirstPageNo, chunk.LastPageNo);
}
