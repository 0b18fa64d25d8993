using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Engines.Office;

/// <summary>The LibreOffice that lays office files out on pages, where there is one. Section <see cref="Section"/>.</summary>
public sealed class OfficeSuiteOptions
{
    public const string Section = "OfficeSuite";

    /// <summary>Path of <c>soffice</c>; empty for the one on the PATH or in one of the usual places.</summary>
    public string Program { get; set; } = "";

    /// <summary>Wall time to lay out one file.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan ConvertLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Private memory it may take.</summary>
    [Range(256L << 20, 1L << 40)]
    public long MaxMemoryBytes { get; set; } = 2L << 30;

    /// <summary>The largest file it may write, the PDF among them.</summary>
    [Range(1L << 20, 1L << 40)]
    public long MaxFileBytes { get; set; } = 512L << 20;
}
