namespace DaprProcessing.Contracts.Messages;

/// <summary>Fan-in: the chunks of a job to be put together, in a message of their own to the result assembler.</summary>
/// <param name="Pipeline">Which artifacts are wanted.</param>
/// <param name="Chunks">Every chunk in page order.</param>
public sealed record Assembly(string Pipeline, IReadOnlyList<FinishedChunk> Chunks)
{
    /// <summary>What the assembly is called where a chunk id is asked for.</summary>
    public const string ChunkId = "assemble";
}

/// <param name="Failure">Null where the chunk left an outcome object; else why none of its pages has a result.</param>
public sealed record FinishedChunk(string ChunkId, int FirstPageNo, int LastPageNo, PageFailure? Failure = null);
