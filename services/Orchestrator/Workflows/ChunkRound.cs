using Dapr.Workflow;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>
/// Dispatches chunks and waits for their reports. A message may be lost with its broker: chunks not heard of are dispatched again,
/// after ever longer waits, until the job's deadline.
/// </summary>
internal static class ChunkRound
{
    public static async Task<IReadOnlyDictionary<string, ChunkReport>> RunAsync(
        WorkflowContext context, IReadOnlyList<PageRange> chunks, TimeSpan redispatchAfter, DateTime deadline,
        Func<IReadOnlyList<PageRange>, Task> dispatch)
    {
        var reports = chunks.ToDictionary(chunk => chunk.ChunkId, chunk => context.WaitForExternalEventAsync<ChunkReport>(ReportEvents.NameOf(chunk.ChunkId)));
        var all = Task.WhenAll(reports.Values);
        for (var wait = redispatchAfter; !all.IsCompleted && context.CurrentUtcDateTime < deadline; wait *= 2)
        {
            await dispatch([.. chunks.Where(chunk => !reports[chunk.ChunkId].IsCompleted)]);
            using var heard = new CancellationTokenSource();
            var timer = context.CreateTimer(Earlier(context.CurrentUtcDateTime + wait, deadline), heard.Token);
            await Task.WhenAny(all, timer);
            // Not CancelAsync: that goes on another thread, and a workflow may only wait for what its history knows.
            heard.Cancel();
        }

        return reports.ToDictionary(report => report.Key, report => report.Value.IsCompletedSuccessfully ? report.Value.Result : Overdue(report.Key));
    }

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;

    private static ChunkReport Overdue(string chunkId) => new(
        Header: null!, chunkId, ReplyTo: "", PagesFailed: 0,
        new PageFailure("orchestrator", new Failure(FailureCodes.DeadlineExceeded, "The pages were not done before the job's deadline.")));
}

/// <summary>The external events that carry chunk reports into a workflow.</summary>
internal static class ReportEvents
{
    public static string NameOf(string chunkId) => $"chunk-{chunkId}";
}
