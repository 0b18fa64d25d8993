using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Orchestrator.Activities;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>
/// A document of one chunk, which goes through the stages and the assembler by itself, without a turn of the workflow for each
/// step. Planning has sent it off already.
/// </summary>
internal static class WholeDocument
{
    /// <summary>Pages without a result once the document is assembled; null where the chunk cannot be done as a whole.</summary>
    public static async Task<int?> RunAsync(WorkflowContext context, JobId job, JobPlan plan)
    {
        var chunk = plan.Chunks()[0];
        var assembled = context.WaitForReportAsync(AssemblyWork.WholeDocument);
        var failed = context.WaitForReportAsync(chunk.ChunkId);
        await DispatchRounds.RunAsync(context, plan, Task.WhenAny(assembled, failed), round => round == 1
            ? Task.CompletedTask
            : context.CallActivityAsync<bool>(
                nameof(DispatchChunksActivity),
                new ChunkDispatch(job, context.InstanceId, plan.TotalPages, [chunk], round, IsWholeDocument: true),
                Retries.OfActivities));
        return assembled.IsCompletedSuccessfully && assembled.Result is { Failure: null } report ? report.PagesFailed : null;
    }
}
