using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Orchestrator.Activities;

/// <summary>
/// What the probe found, the phases of the job and its time limits. Durable in the workflow's history, so that a change of
/// settings leaves running jobs alone.
/// </summary>
/// <param name="TotalPages">Pages of the document that are worked on; 0 where its first phase cuts something else.</param>
/// <param name="Failure">Set where the document cannot be processed at all.</param>
/// <param name="Chosen">Which pages of the document those are; null for all.</param>
/// <param name="ChunksInFlight">Of one group, at most.</param>
/// <param name="IsSent">A document of one chunk is on its way already.</param>
/// <param name="Continues">The job whose good pages are carried over; null where there is none.</param>
internal sealed record JobPlan(
    IReadOnlyList<Phase> Phases, int TotalPages, TimeSpan RedispatchAfter, DateTime Deadline, Failure? Failure = null,
    PageSelection? Chosen = null, int ChunksInFlight = 1, bool IsSent = false, JobId? Continues = null)
{
    public static JobPlan Refused(Failure failure) => new([], 0, default, default, failure);

    /// <summary>The plan of one phase, once its units are known.</summary>
    public PhasePlan Of(int phase, int units) =>
        new(phase, Phases[phase], units, RedispatchAfter, Deadline, ChunksInFlight, Chosen, phase == 0 ? Continues : null);

    /// <summary>How many of a phase's units are worked on.</summary>
    /// <param name="found">As many as its cutter has found.</param>
    public int Wanted(int phase, int found) =>
        Chosen is { } chosen && WorkIds.IsOfPages(Phases[phase], phase) ? chosen.CountOf(found) : found;

    /// <summary>
    /// So few pages that they are one chunk: planning sends it off at once, and it goes through until it is gathered.
    /// </summary>
    [JsonIgnore]
    public bool IsWholeDocument => TotalPages > 0 && Of(0, TotalPages).Chunks().Count == 1;
}
