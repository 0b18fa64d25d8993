using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Contracts.Messages;

/// <summary>Fan-in: the chunks of a job to be put together; the message of the result assembler's topic.</summary>
/// <param name="WorkId"><see cref="WholeDocument"/> or <see cref="Gathered"/>.</param>
/// <param name="ReplyTo">Workflow instance that waits for it.</param>
/// <param name="Pipeline">Name of the pipeline the job ran through.</param>
/// <param name="Artifacts">Which artifacts are wanted.</param>
/// <param name="TotalPages">Pages in the whole document.</param>
/// <param name="Chunks">Every chunk in page order.</param>
/// <param name="Dispatch">1 for the first time it is sent, 2 for the second …</param>
public sealed record AssemblyWork(
    EventHeader Header, string WorkId, string ReplyTo, string Pipeline, IReadOnlyList<string> Artifacts, SourceFile Source,
    int TotalPages,
    IReadOnlyList<FinishedChunk> Chunks, int Dispatch = 1) : IWorkMessage
{
    /// <summary>Of a document that went through the stages as one chunk: sent by its last stage.</summary>
    public const string WholeDocument = "document";

    /// <summary>Of a document whose chunks the workflow has gathered.</summary>
    public const string Gathered = "assemble";

    [JsonIgnore]
    public int PageCount => TotalPages;
}

/// <param name="Failure">Why none of its pages has a result.</param>
/// <param name="Pages">Its pages, where the chunk is the whole document; otherwise they are in the object at
/// <c>chunks/{chunkId}.json</c>.</param>
public sealed record FinishedChunk(
    string ChunkId, int FirstPageNo, int LastPageNo, PageFailure? Failure = null, IReadOnlyList<PageWork>? Pages = null);
