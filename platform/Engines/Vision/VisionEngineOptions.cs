using System.ComponentModel.DataAnnotations;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.Engines.Vision;

/// <summary>The processes that look at pictures. Section <see cref="Section"/>.</summary>
public sealed class VisionEngineOptions
{
    public const string Section = "VisionEngines";

    /// <summary>Processes at most; 0, the default, is one per processor, and one on CUDA.</summary>
    [Range(0, 256)]
    public int Processes { get; set; }

    /// <summary>Threads of one model. A page each on one thread does more in a second than one page on all of them.</summary>
    [Range(1, 256)]
    public int Threads { get; set; } = 1;

    /// <summary>What the models run on: <c>cpu</c>, or <c>cuda</c> in a build that has it (<c>make publish CUDA=1</c>).</summary>
    [AllowedValues("cpu", "cuda")]
    public string Provider { get; set; } = "cpu";

    /// <summary>Wall time to look at one page, the loading of the models included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PageLimit { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Resident memory at which an engine is ended.</summary>
    [Range(128L << 20, 1L << 40)]
    public long MaxResidentBytes { get; set; } = 3L << 30;

    /// <summary>An engine unused for so long exits, its models with it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "7.00:00:00")]
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromMinutes(2);

    internal VisionProvider Runs => Provider == "cuda" ? VisionProvider.Cuda : VisionProvider.Cpu;

    internal EngineOptions Pool() => new()
    {
        Program = "vision-engine",
        // Processes would take the device's memory from each other.
        Processes = Processes == 0 && Runs == VisionProvider.Cuda ? 1 : Processes,
        MaxResidentBytes = MaxResidentBytes,
        // Models stay: an engine grows by its models and then no more.
        RecycleAboveBytes = MaxResidentBytes,
        IdleAfter = IdleAfter,
        ConfinesFiles = Runs == VisionProvider.Cpu,
        // One above the number would load every model once more.
        SpareAfter = TimeSpan.FromDays(1),
    };
}
