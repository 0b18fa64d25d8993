using System.Globalization;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Orchestrator.Activities;

/// <summary>One phase of a job, with how many units it has to do and by when.</summary>
/// <param name="Index">0 for the first phase.</param>
/// <param name="Units">Pages, or what else the phase works on.</param>
/// <param name="RedispatchAfter">What is not heard of for so long is sent again.</param>
internal sealed record PhasePlan(int Index, Phase Phase, int Units, TimeSpan RedispatchAfter, DateTime Deadline)
{
    public string CutId => $"{Prefix}cut";

    public string GatherId => $"{Prefix}gather";

    /// <summary>Every chunk of the phase, in order.</summary>
    public IReadOnlyList<PageRange> Chunks() => ChunkPlan.Cut(Units, Phase.UnitsPerChunk, Prefix);

    // Ids are unique in the job; those of the first phase are as short as can be.
    private string Prefix => Index == 0 ? "" : $"{(Index + 1).ToString(CultureInfo.InvariantCulture)}-";
}
