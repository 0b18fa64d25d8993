using Dapr.Workflow;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>The external events that carry reports of chunks, cuts and gathers into a workflow.</summary>
internal static class ReportEvents
{
    /// <param name="workId">The id of a chunk, a cut or a gather.</param>
    public static string NameOf(string workId) => $"chunk-{workId}";

    public static Task<ChunkReport> WaitForReportAsync(this WorkflowContext context, string workId) =>
        context.WaitForExternalEventAsync<ChunkReport>(NameOf(workId));

    /// <summary>Why there is no result; null where there is one.</summary>
    public static PageFailure? FailureOf(Task<ChunkReport> report) =>
        report.IsCompletedSuccessfully ? report.Result.Failure : Overdue;

    private static PageFailure Overdue { get; } = new(
        "orchestrator", new Failure(FailureCodes.DeadlineExceeded, "The pages were not done before the job's deadline."));
}
