using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Contracts.Messages;

/// <summary>One chunk of a document on its way through the stages: the message of every stage's topic.</summary>
/// <param name="Header">Job and time.</param>
/// <param name="ChunkId">Unique in the job, for example <c>0003</c>, or <c>0003.p17</c> for a page of it taken alone.</param>
/// <param name="ReplyTo">Workflow instance that waits for this chunk.</param>
/// <param name="Slip">The stages still to come; the first is the receiver.</param>
/// <param name="Source">The document.</param>
/// <param name="TotalPages">Pages in the whole document.</param>
/// <param name="Pages">The chunk's pages, with what earlier stages made of them.</param>
/// <param name="Options">The job's options.</param>
/// <param name="Assembly">Set where the chunk is the whole document: after its last stage it goes straight to the
/// assembler.</param>
/// <param name="Dispatch">1 for the first time it is sent, 2 for the second …</param>
public sealed record ChunkWork(
    EventHeader Header, string ChunkId, string ReplyTo, IReadOnlyList<string> Slip, SourceFile Source, int TotalPages,
    IReadOnlyList<PageWork> Pages, JobOptions Options, WantedAssembly? Assembly = null, int Dispatch = 1) : IWorkMessage
{
    [JsonIgnore]
    public string WorkId => ChunkId;

    [JsonIgnore]
    public int PageCount => Pages.Count;
}

/// <summary>What the assembler is to make of a document.</summary>
/// <param name="Pipeline">Name of the pipeline the job ran through.</param>
/// <param name="Artifacts">Which artifacts are wanted.</param>
public sealed record WantedAssembly(string Pipeline, IReadOnlyList<string> Artifacts);
