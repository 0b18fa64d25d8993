using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Orchestrator.Activities;

/// <summary>
/// What the probe found, and the time limits of the job. Durable in the workflow's history, so that a change of settings leaves
/// running jobs alone.
/// </summary>
/// <param name="Failure">Set where the document cannot be processed at all.</param>
internal sealed record JobPlan(int TotalPages, TimeSpan RedispatchAfter, DateTime Deadline, Failure? Failure = null)
{
    /// <summary>Every chunk of the document, in page order.</summary>
    public IReadOnlyList<PageRange> Chunks() => ChunkPlan.Cut(TotalPages);

    /// <summary>
    /// So few pages that they are one chunk: planning sends it off at once, and it goes through to the assembler.
    /// </summary>
    [JsonIgnore]
    public bool IsWholeDocument => TotalPages > 0 && Chunks().Count == 1;
}
