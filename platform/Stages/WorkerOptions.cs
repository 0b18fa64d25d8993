using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Stages;

/// <summary>How a replica of a stage works. Section <c>Stage</c>.</summary>
public sealed class WorkerOptions
{
    public const string Section = "Stage";

    /// <summary>
    /// Begun so often without an end, a chunk is failed; the workflow narrows it down to pages. A page alone whose workers have
    /// died so often gets a few trials with nothing beside it.
    /// </summary>
    [Range(1, 20)]
    public int MaxAttempts { get; set; } = 3;

    /// <summary>A chunk whose worker is silent for so long is free again; renewed every third of it.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Chunks at work at a time in this replica; by default as the stage has it, four more than there are processors. What
    /// bounds the work is the pool of engines; with more chunks than that, a small one need not wait for a large one's end.
    /// </summary>
    [Range(1, 64)]
    public int MaxInFlight { get; set; } = Environment.ProcessorCount;
}
