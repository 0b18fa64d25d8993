using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;

namespace DaprProcessing.Stages.Work;

/// <summary>What came out of a piece of work.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Chunk), "chunk")]
[JsonDerivedType(typeof(Cut), "cut")]
[JsonDerivedType(typeof(Gather), "gather")]
[JsonDerivedType(typeof(Refused), "refused")]
public abstract record StageOutcome
{
    private StageOutcome()
    {
    }

    /// <summary>Of a chunk: its pages with what the stage made of them.</summary>
    public sealed record Chunk(IReadOnlyList<PageWork> Pages) : StageOutcome;

    /// <summary>Of a cut: how many units there are.</summary>
    public sealed record Cut(int Units) : StageOutcome;

    /// <summary>Of a gather: how many units have no result, and what the job counts for so far.</summary>
    public sealed record Gather(int UnitsFailed, ResultTotals Totals) : StageOutcome;

    /// <summary>It cannot be done, however often it is tried.</summary>
    public sealed record Refused(Failure Failure) : StageOutcome;
}
