using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Orchestrator.Activities;

/// <summary>One phase of a job, with how many units it has to do and by when.</summary>
/// <param name="Index">0 for the first phase.</param>
/// <param name="Units">Pages, or what else the phase works on.</param>
/// <param name="RedispatchAfter">What is not heard of for so long is sent again.</param>
/// <param name="ChunksInFlight">Chunks of one group that may be in the stages at a time, at most.</param>
/// <param name="Chosen">The pages of the document that are worked on; null for all.</param>
/// <param name="Continues">The job whose good chunks are carried over; null where there is none.</param>
internal sealed record PhasePlan(
    int Index, Phase Phase, int Units, TimeSpan RedispatchAfter, DateTime Deadline, int ChunksInFlight,
    PageSelection? Chosen = null, JobId? Continues = null)
{
    public string CutId => WorkIds.Cut(Index);

    public string GatherId => WorkIds.Gather(Index);

    /// <summary>Every chunk of the phase, in order.</summary>
    public IReadOnlyList<PageRange> Chunks() => WorkIds.Chunks(Phase, Index, Units, Chosen);
}
