using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Contracts.Messages;

/// <summary>One page of a chunk and what the stages have made of it so far.</summary>
/// <param name="PageNo">1-based.</param>
/// <param name="PngKey">Object key of the page image, once rendered.</param>
/// <param name="Image">Its pixel size.</param>
/// <param name="TextKey">Object key of the page text, once read.</param>
/// <param name="Text">Where the text came from, and why.</param>
/// <param name="Failure">Set once the page has failed: later stages pass it on untouched.</param>
public sealed record PageWork(
    int PageNo, string? PngKey = null, PageImage? Image = null, string? TextKey = null, PageTextOrigin? Text = null, PageFailure? Failure = null);

/// <param name="Reason">Why not the text layer; null for a good one.</param>
/// <param name="Confidence">Mean word confidence of OCR, 0 to 1.</param>
public sealed record PageTextOrigin(TextSource Source, string? Reason, double? Confidence, int Words);

/// <param name="Stage">The stage in which the page failed.</param>
public sealed record PageFailure(string Stage, Failure Failure);
