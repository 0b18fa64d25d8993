using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Orchestrator.Activities;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>
/// A document of one chunk, which goes through the stages and is gathered by itself, without a turn of the workflow for each
/// step. Planning has sent it off already.
/// </summary>
internal static class WholeDocument
{
    /// <summary>The report once the document is gathered; null where the chunk cannot be done as a whole.</summary>
    public static async Task<ChunkReport?> RunAsync(WorkflowContext context, JobId job, PhasePlan plan)
    {
        var chunk = plan.Chunks()[0];
        var gathered = context.WaitForReportAsync(GatherWork.WholeDocument);
        var failed = context.WaitForReportAsync(chunk.ChunkId);
        await DispatchRounds.RunAsync(context, plan, Task.WhenAny(gathered, failed), round => round == 1
            ? Task.CompletedTask
            : context.CallActivityAsync<int>(
                nameof(DispatchChunksActivity),
                new ChunkDispatch(job, context.InstanceId, plan, [chunk], round, IsWholeDocument: true),
                Retries.OfActivities));
        return gathered.IsCompletedSuccessfully && gathered.Result is { Failure: null } report ? report : null;
    }
}
