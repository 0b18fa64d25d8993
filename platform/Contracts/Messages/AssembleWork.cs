using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Contracts.Messages;

/// <summary>Fan-in: put the chunks of a job together.</summary>
/// <param name="Chunks">Every chunk in page order.</param>
public sealed record AssembleWork(
    EventHeader Header, string ReplyTo, string Pipeline, SourceFile Source, int TotalPages, IReadOnlyList<FinishedChunk> Chunks,
    JobOptions Options)
{
    /// <summary>What the assembly is called where a chunk id is asked for.</summary>
    public const string ChunkId = "assemble";
}

/// <param name="Failure">Null where the chunk left an outcome object; else why none of its pages has a result.</param>
public sealed record FinishedChunk(string ChunkId, int FirstPageNo, int LastPageNo, PageFailure? Failure = null);
