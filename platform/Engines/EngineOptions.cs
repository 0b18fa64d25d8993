using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Engines;

/// <summary>Limits of the engine processes; section <see cref="Section"/> of the configuration.</summary>
public sealed class EngineOptions
{
    public const string Section = "Engines";

    /// <summary>Engine processes at most; 0, the default, is one per processor.</summary>
    [Range(0, 256)]
    public int Processes { get; set; }

    /// <summary>Requests that may wait for a process; one more is refused as <c>resource_limit</c>, to be tried again.</summary>
    [Range(1, 1_000_000)]
    public int MaxQueued { get; set; } = 1000;

    /// <summary>Wall time to open a document and list its pages.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan ProbeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Wall time to render one page.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan RenderLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Wall time to read the text layer of one page.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan TextLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Wall time to make the copies of one image.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan ImageLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Wall time for what is made of a document as a whole: a searchable PDF.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan DocumentLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Wall time to recognise one page.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan RecognizeLimit { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Engine time that a document may waste on pages that take too long; after that its pages get a sixth of the limits above,
    /// and one try.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan CostlyTime { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>
    /// A page whose document has no engine at work, and waits for so long, gets one above the number of <see cref="Processes"/>;
    /// one at a time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "1.00:00:00")]
    public TimeSpan SpareAfter { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Resident memory at which an engine is ended, and its page fails as <c>resource_limit</c>.</summary>
    [Range(128L << 20, 1L << 40)]
    public long MaxResidentBytes { get; set; } = 1536L << 20;

    /// <summary>Resident memory above which an engine is replaced after the page it has done.</summary>
    [Range(64L << 20, 1L << 40)]
    public long RecycleAboveBytes { get; set; } = 640L << 20;

    /// <summary>Requests after which an engine is replaced.</summary>
    [Range(1, int.MaxValue)]
    public int RecycleAfterRequests { get; set; } = 2000;

    /// <summary>An engine unused for so long exits; the next request starts one (about 0.1 s).</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "7.00:00:00")]
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The program of this pool, beside the application.</summary>
    internal string Program { get; set; } = "document-engine";

    /// <summary>Lets tests ask an engine to misbehave.</summary>
    internal bool TestFaults { get; set; }

    /// <summary>False where a device's driver needs files that nobody can list.</summary>
    internal bool ConfinesFiles { get; set; } = true;

    internal int ProcessCount => Processes > 0 ? Processes : Environment.ProcessorCount;
}
