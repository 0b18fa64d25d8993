using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Platform.Jobs.Sources;

/// <summary>How many documents are kept as local files. Section <c>SourceCache</c>.</summary>
public sealed class SourceCacheOptions
{
    public const string Section = "SourceCache";

    /// <summary>
    /// Where: a folder of this user's alone, made where it is not there; empty for one in the system's temporary folder.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>Kept in all; the least recently used go first.</summary>
    [Range(1, 1L << 40)]
    public long MaxBytes { get; set; } = 2L << 30;

    /// <summary>A document nobody asked for in this time goes when the next one comes.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromMinutes(15);
}
