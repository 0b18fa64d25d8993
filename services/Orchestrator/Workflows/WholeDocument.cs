using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Orchestrator.Activities;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>
/// A document of one chunk, which goes through the stages and is gathered by itself, without a turn of the workflow for each
/// step. Mostly it was sent off already, when it was planned.
/// </summary>
internal static class WholeDocument
{
    /// <summary>What came of the document; null where the chunk cannot be done as a whole.</summary>
    public static async Task<PhaseEnding?> RunAsync(WorkflowContext context, JobId job, PhasePlan plan, bool isSent)
    {
        var chunk = plan.Chunks()[0];
        var gathered = context.WaitForReportAsync(GatherWork.WholeDocument);
        var failed = context.WaitForReportAsync(chunk.ChunkId);
        var isOpen = await DispatchRounds.RunAsync(
            context, plan, Task.WhenAny(gathered, failed), async round => (round == 1 && isSent)
                || await context.CallActivityAsync<int>(
                    nameof(DispatchChunksActivity),
                    new ChunkDispatch(job, context.InstanceId, plan, [chunk], round, IsWholeDocument: true),
                    Retries.OfActivities) > 0);
        return gathered.IsCompletedSuccessfully && gathered.Result is { Failure: null } report
            ? PhaseEnding.Of(plan.Units, report)
            // Of a job that has ended nobody asks how; its record stays as it is.
            : isOpen ? null : PhaseEnding.Failed(ReportEvents.FailureOf(gathered)!.Failure);
    }
}
