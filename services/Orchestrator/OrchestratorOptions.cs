using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Orchestrator;

/// <summary>How jobs are driven. Section <c>Orchestrator</c>.</summary>
public sealed class OrchestratorOptions
{
    public const string Section = "Orchestrator";

    /// <summary>A document with more pages is refused.</summary>
    [Range(1, 1_000_000)]
    public int MaxPages { get; set; } = 10_000;

    /// <summary>
    /// A chunk not heard of for so long is sent again; every further time waits twice as long. The work ledger keeps it from
    /// being done twice.
    /// </summary>
    public TimeSpan RedispatchAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Chunks of large documents in the stages at a time, shared by tenants and by their jobs, but one for each job at least.
    /// About as many as the stages' replicas take (<c>Stage:MaxInFlight</c>): less leaves them idle, more lets whoever comes
    /// next wait.
    /// </summary>
    [Range(1, 10_000)]
    public int ChunksInFlight { get; set; } = 32;

    /// <summary>Jobs of one tenant that begin at a time; large ones do not count once they are known to be.</summary>
    [Range(1, 10_000)]
    public int JobsAtOnce { get; set; } = 32;

    /// <summary>A job that has not ended by then fails.</summary>
    public TimeSpan JobDeadline { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often open jobs are compared with their workflows.</summary>
    public TimeSpan ReconcileEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often expired jobs are looked for.</summary>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often jobs deleted at work are swept once more.</summary>
    public TimeSpan SweepDeletedEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After this time nobody works on a deleted job any more: its stages look every second.</summary>
    public TimeSpan LateWritesUntil { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>An upload whose job record never came is swept after this time.</summary>
    public TimeSpan AbandonedUploadAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long messages that nobody could read are kept.</summary>
    public TimeSpan KeepDeadLettersFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Chunks at work at a time in one report handler.</summary>
    [Range(1, 256)]
    public int MaxInFlight { get; set; } = 16;
}
