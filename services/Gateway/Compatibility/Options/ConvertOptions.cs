using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Gateway.Compatibility.Options;

/// <summary>What a client wants of a conversion, as far as this platform does it; kept with the task.</summary>
/// <param name="Languages">As tesseract names them; empty for the default.</param>
/// <param name="PageBreak">What stands between pages in Markdown; empty for nothing.</param>
/// <param name="Pages">Null for all.</param>
/// <param name="TimeoutSeconds">How long each document may take; null for as long as any job.</param>
internal sealed record ConvertOptions(
    IReadOnlyList<string> Formats, string ImageMode, string Ocr, IReadOnlyList<string> Languages,
    bool AbortOnError, bool PageImages, double ImagesScale, string PageBreak, PageSelection? Pages = null,
    double? TimeoutSeconds = null)
{
    public bool Wants(string format) => Formats.Contains(format);
}

/// <summary>What a client wants of a chunker.</summary>
internal sealed record ChunkOptions(
    string Chunker, bool MarkdownTables, string? ImagePlaceholder, bool RawText, int MaxTokens, bool MergePeers,
    bool WithDocument);
