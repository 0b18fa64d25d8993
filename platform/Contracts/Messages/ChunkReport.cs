namespace DaprProcessing.Contracts.Messages;

/// <summary>
/// What the orchestrator hears of a chunk, on <c>chunk.completed</c> or, with a failure, on <c>chunk.failed</c>.
/// </summary>
/// <param name="ReplyTo">Workflow instance to wake.</param>
/// <param name="PagesFailed">Pages that ended without a result; the pages are in the object at
/// <c>chunks/{chunkId}.json</c>.</param>
/// <param name="Failure">Set where the chunk cannot be done by its stage, however often it is tried: then there is no such
/// object.</param>
public sealed record ChunkReport(
    EventHeader Header, string ChunkId, string ReplyTo, int PagesFailed, PageFailure? Failure = null);

/// <summary>The object at <c>chunks/{chunkId}.json</c>: the pages of a chunk after its last stage.</summary>
public sealed record ChunkOutcome(string ChunkId, IReadOnlyList<PageWork> Pages);
