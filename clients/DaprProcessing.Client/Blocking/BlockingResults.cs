namespace DaprProcessing.Client;

/// <summary>The calls that fetch what jobs have made, blocking as <see cref="BlockingJobs"/> are.</summary>
public static class BlockingResults
{
    /// <inheritdoc cref="DocumentService.GetResultAsync(string, CancellationToken)"/>
    public static JobResult GetResult(
        this DocumentService service, string jobId, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.GetResultAsync(jobId, cancellationToken));

    /// <inheritdoc cref="DocumentService.ReadPagesAsync(string, int, CancellationToken)"/>
    public static IEnumerable<Page> ReadPages(
        this DocumentService service, string jobId, int after = 0, CancellationToken cancellationToken = default) =>
        Blocking.Read(service.ReadPagesAsync(jobId, after, cancellationToken));

    /// <inheritdoc cref="DocumentService.OpenArtifactAsync(string, string, CancellationToken)"/>
    public static Stream OpenArtifact(
        this DocumentService service, string jobId, string name, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.OpenArtifactAsync(jobId, name, cancellationToken));

    /// <inheritdoc cref="DocumentService.ReadBytesAsync(string, string, CancellationToken)"/>
    public static byte[] ReadBytes(
        this DocumentService service, string jobId, string name, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.ReadBytesAsync(jobId, name, cancellationToken));

    /// <inheritdoc cref="DocumentService.ReadTextAsync(string, string, CancellationToken)"/>
    public static string ReadText(
        this DocumentService service, string jobId, string name, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.ReadTextAsync(jobId, name, cancellationToken));

    /// <inheritdoc cref="DocumentService.SaveArtifactsAsync(string, string, CancellationToken)"/>
    public static JobResult SaveArtifacts(
        this DocumentService service, string jobId, string folder, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.SaveArtifactsAsync(jobId, folder, cancellationToken));

    /// <inheritdoc cref="ProcessedDocument.ReadMarkdownAsync(CancellationToken)"/>
    public static string ReadMarkdown(this ProcessedDocument document, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => document.ReadMarkdownAsync(cancellationToken));

    /// <inheritdoc cref="ProcessedDocument.ReadDoclingDocumentAsync(CancellationToken)"/>
    public static string ReadDoclingDocument(this ProcessedDocument document, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => document.ReadDoclingDocumentAsync(cancellationToken));

    /// <inheritdoc cref="ProcessedDocument.ReadTextAsync(string, CancellationToken)"/>
    public static string ReadText(
        this ProcessedDocument document, string name, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => document.ReadTextAsync(name, cancellationToken));

    /// <inheritdoc cref="ProcessedDocument.OpenAsync(string, CancellationToken)"/>
    public static Stream Open(this ProcessedDocument document, string name, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => document.OpenAsync(name, cancellationToken));

    /// <inheritdoc cref="ProcessedDocument.SaveAsync(string, CancellationToken)"/>
    public static void Save(this ProcessedDocument document, string folder, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => document.SaveAsync(folder, cancellationToken));

    /// <inheritdoc cref="ProcessedDocument.DeleteAsync(CancellationToken)"/>
    public static void Delete(this ProcessedDocument document, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => document.DeleteAsync(cancellationToken));
}
