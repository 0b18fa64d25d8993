using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Contracts.Messages;

/// <summary>One chunk of a document, or of what it was cut into, on its way through the stages.</summary>
/// <param name="ChunkId">Unique in the job, for example <c>0003</c>, or <c>0003.p17</c> for a page of it taken alone.</param>
/// <param name="Slip">The stages still to come; the first is the receiver.</param>
/// <param name="TotalPages">Pages, or other units, in all chunks.</param>
/// <param name="Pages">The chunk's pages or units, with what earlier stages made of them.</param>
/// <param name="Gather">Set where the chunk is the whole document: after its last stage it goes straight to be gathered.</param>
public sealed record ChunkWork(
    EventHeader Header, string ChunkId, string ReplyTo, IReadOnlyList<string> Slip, SourceFile Source, int TotalPages,
    IReadOnlyList<PageWork> Pages, JobOptions Options, WantedGather? Gather = null, int Dispatch = 1)
    : StageWork(Header, ReplyTo, Source, Options, Dispatch)
{
    public override string WorkId => ChunkId;

    public override string Stage => Slip[0];

    public override int UnitCount => Pages.Count;

    public override bool IsWhole => base.IsWhole && ChunkId is not null && Slip is { Count: > 0 } && Pages is not null;
}

/// <summary>What is to be made of a document when its chunks are done.</summary>
/// <param name="Stage">The stage that gathers.</param>
/// <param name="Pipeline">Name of the pipeline the job ran through.</param>
/// <param name="Artifacts">Which artifacts are wanted.</param>
/// <param name="IsLast">Nothing comes after it: the job has ended.</param>
public sealed record WantedGather(string Stage, string Pipeline, IReadOnlyList<string> Artifacts, bool IsLast = false);
