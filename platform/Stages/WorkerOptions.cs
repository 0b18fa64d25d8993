using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Stages;

/// <summary>How a replica of a stage works. Section <c>Stage</c>.</summary>
public sealed class WorkerOptions
{
    public const string Section = "Stage";

    /// <summary>Begun so often without an end, a chunk is failed; the workflow narrows it down to pages.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; set; } = 3;

    /// <summary>A chunk whose worker is silent for so long is free again; renewed every third of it.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Chunks at work at a time in this replica.</summary>
    [Range(1, 64)]
    public int MaxInFlight { get; set; } = Environment.ProcessorCount;
}
