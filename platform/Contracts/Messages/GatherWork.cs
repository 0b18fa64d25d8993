using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Contracts.Messages;

/// <summary>Fan-in: asks a stage to put the chunks of a phase together.</summary>
/// <param name="GatherId">Unique in the job.</param>
/// <param name="Wanted">By which stage, and what is to be made.</param>
/// <param name="Phase">0 for the first phase of the pipeline: its units are the result's pages.</param>
/// <param name="TotalUnits">Pages, or other units, in all chunks.</param>
/// <param name="Chunks">Every chunk in the order of its units.</param>
public sealed record GatherWork(
    EventHeader Header, string GatherId, string ReplyTo, WantedGather Wanted, int Phase, SourceFile Source, int TotalUnits,
    IReadOnlyList<FinishedChunk> Chunks, JobOptions Options, int Dispatch = 1)
    : StageWork(Header, ReplyTo, Source, Options, Dispatch)
{
    /// <summary>Of a document that went through the stages as one chunk: sent by its last stage.</summary>
    public const string WholeDocument = "document";

    /// <summary>Whether the page was done in the job that this one continues.</summary>
    public bool IsCarried(int pageNo) =>
        Chunks.Any(chunk => chunk.IsCarried && chunk.FirstPageNo <= pageNo && pageNo <= chunk.LastPageNo);

    public override string WorkId => GatherId;

    public override string Stage => Wanted.Stage;

    public override int UnitCount => TotalUnits;

    public override bool IsWhole =>
        base.IsWhole && GatherId is not null && Chunks is not null
        && Wanted is { Stage: not null, Pipeline: not null, Artifacts: not null };
}

/// <param name="Failure">Why none of its pages has a result.</param>
/// <param name="Pages">Its pages, where the chunk is the whole document; otherwise they are in the object at
/// <c>chunks/{chunkId}.json</c>.</param>
/// <param name="IsCarried">It was done in the job that this one continues.</param>
public sealed record FinishedChunk(
    string ChunkId, int FirstPageNo, int LastPageNo, PageFailure? Failure = null, IReadOnlyList<PageWork>? Pages = null,
    bool IsCarried = false);
