using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;

namespace DaprProcessing.Orchestrator.Jobs;

/// <summary>How a job comes to its end.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Stopped), "stopped")]
internal abstract record JobEnding(JobId Job)
{
    /// <summary>There is a result.</summary>
    /// <param name="PagesFailed">Pages without one.</param>
    /// <param name="UnitsFailed">Units of later phases without one.</param>
    /// <param name="Totals">What the job counts for.</param>
    public sealed record Completed(JobId Job, int PagesFailed, int UnitsFailed = 0, ResultTotals? Totals = null)
        : JobEnding(Job)
    {
        /// <summary>How many pages there are, where nobody has noted it yet.</summary>
        public int? Pages { get; init; }
    }

    /// <summary>There is none, and why.</summary>
    public sealed record Failed(JobId Job, Failure Failure) : JobEnding(Job);

    /// <summary>The caller asked to stop it.</summary>
    public sealed record Stopped(JobId Job) : JobEnding(Job);
}
