using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Contracts.Messages;

/// <summary>A chunk has left its last stage; its pages are in the object at <c>chunks/{chunkId}.json</c>.</summary>
/// <param name="ReplyTo">Workflow instance to wake.</param>
public sealed record ChunkCompleted(EventHeader Header, string ChunkId, string ReplyTo, int PagesFailed);

/// <summary>A chunk cannot be done by its stage, however often it is tried.</summary>
public sealed record ChunkFailed(EventHeader Header, string ChunkId, string ReplyTo, PageFailure Failure);

/// <summary>The object at <c>chunks/{chunkId}.json</c>: the pages of a chunk after its last stage.</summary>
public sealed record ChunkOutcome(string ChunkId, IReadOnlyList<PageWork> Pages);
