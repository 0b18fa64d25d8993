using DaprProcessing.Contracts.Results;

namespace DaprProcessing.Contracts.Messages;

/// <summary>
/// What the orchestrator hears of a chunk, a cut or a gather, on <c>chunk.completed</c> or, with a failure, on
/// <c>chunk.failed</c>.
/// </summary>
/// <param name="WorkId">Which it is.</param>
/// <param name="ReplyTo">Workflow instance to wake.</param>
/// <param name="PagesFailed">Pages, or other units, that ended without a result; those of a chunk are in the object at
/// <c>chunks/{chunkId}.json</c>.</param>
/// <param name="Failure">Set where it cannot be done by its stage, however often it is tried.</param>
/// <param name="Units">Of a cut, and of a whole document: how many units there are.</param>
/// <param name="Totals">Of a gather: what the job counts for so far.</param>
public sealed record ChunkReport(
    EventHeader Header, string WorkId, string ReplyTo, int PagesFailed, PageFailure? Failure = null, int? Units = null,
    ResultTotals? Totals = null)
{
    /// <summary>A whole document is gathered, and its pipeline is at its end.</summary>
    public bool EndsJob { get; init; }

    /// <summary>By the job's key (<see cref="ReportSignature"/>), base64; null of a job that has none.</summary>
    public string? Signature { get; init; }
}

/// <summary>The object at <c>chunks/{chunkId}.json</c>: the pages of a chunk after its last stage.</summary>
public sealed record ChunkOutcome(string ChunkId, IReadOnlyList<PageWork> Pages);
