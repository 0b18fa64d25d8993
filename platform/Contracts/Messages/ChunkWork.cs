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
/// <param name="Assembly">For the result assembler only: what to put together.</param>
public sealed record ChunkWork(
    EventHeader Header, string ChunkId, string ReplyTo, IReadOnlyList<string> Slip, SourceFile Source,
    int TotalPages, IReadOnlyList<PageWork> Pages, JobOptions Options, Assembly? Assembly = null);
