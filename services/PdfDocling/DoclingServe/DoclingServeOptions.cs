using System.ComponentModel.DataAnnotations;
using DaprProcessing.Engines.Remote;

namespace DaprProcessing.PdfDocling.DoclingServe;

/// <summary>A docling-serve, v1. Section <c>PdfDocling:DoclingServe</c>.</summary>
internal sealed class DoclingServeOptions : RemoteEngineOptions
{
    public const string Section = "PdfDocling:DoclingServe";

    /// <summary>It reads scanned pages, too.</summary>
    public bool Ocr { get; set; } = true;

    /// <summary>It looks for the rows and columns of tables.</summary>
    public bool TableStructure { get; set; } = true;

    /// <summary>The pages of one message take no longer than this, its queue included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "1.00:00:00")]
    public TimeSpan ConvertLimit { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Between two looks at a task, at first: the waits double up to <see cref="PollAtMost"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan PollAtFirst { get; set; } = TimeSpan.FromSeconds(0.25);

    /// <summary>Between two looks at a task, in the end.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan PollAtMost { get; set; } = TimeSpan.FromSeconds(3);
}
