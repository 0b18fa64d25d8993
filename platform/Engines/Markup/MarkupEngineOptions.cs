using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Engines.Markup;

/// <summary>The processes that read documents made of markup. Section <see cref="Section"/>.</summary>
public sealed class MarkupEngineOptions
{
    public const string Section = "MarkupEngines";

    /// <summary>Processes at most; 0, the default, is one per processor.</summary>
    [Range(0, 256)]
    public int Processes { get; set; }

    /// <summary>Wall time to read one unit: a slide, a sheet, a chapter, or all of a document that has no such parts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan ConvertLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Resident memory at which an engine is ended, and its unit fails as <c>resource_limit</c>.</summary>
    [Range(128L << 20, 1L << 40)]
    public long MaxResidentBytes { get; set; } = 1536L << 20;

    /// <summary>An engine unused for so long exits.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "7.00:00:00")]
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromSeconds(60);

    internal EngineOptions Pool() => new()
    {
        Program = "markup-engine",
        Processes = Processes,
        MaxResidentBytes = MaxResidentBytes,
        IdleAfter = IdleAfter,
    };
}
