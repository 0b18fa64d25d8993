namespace DaprProcessing.Client;

/// <summary>A document that is done, and the way to what came out of it.</summary>
public sealed class ProcessedDocument
{
    private readonly DocumentService _service;

    internal ProcessedDocument(DocumentService service, Job job, JobResult result) =>
        (_service, Job, Result) = (service, job, result);

    /// <summary>The job at its end.</summary>
    public Job Job { get; }

    /// <summary>What became of every page, and the names of the artifacts.</summary>
    public JobResult Result { get; }

    /// <summary>The document as Markdown.</summary>
    /// <exception cref="DocumentProcessingException"><c>artifact_not_found</c> where the pipeline makes none.</exception>
    public Task<string> ReadMarkdownAsync(CancellationToken cancellationToken = default) =>
        ReadTextAsync("document.md", cancellationToken);

    /// <summary>The document as DoclingDocument JSON.</summary>
    /// <exception cref="DocumentProcessingException"><c>artifact_not_found</c> where the pipeline makes none.</exception>
    public Task<string> ReadDoclingDocumentAsync(CancellationToken cancellationToken = default) =>
        ReadTextAsync("document.json", cancellationToken);

    /// <summary>An artifact as text.</summary>
    /// <inheritdoc cref="DocumentService.OpenArtifactAsync"/>
    public Task<string> ReadTextAsync(string name, CancellationToken cancellationToken = default) =>
        _service.ReadTextAsync(Job.Id, name, cancellationToken);

    /// <summary>An artifact as it comes in.</summary>
    /// <inheritdoc cref="DocumentService.OpenArtifactAsync"/>
    public Task<Stream> OpenAsync(string name, CancellationToken cancellationToken = default) =>
        _service.OpenArtifactAsync(Job.Id, name, cancellationToken);

    /// <summary>Writes all artifacts and <c>result.json</c> into a folder.</summary>
    /// <inheritdoc cref="DocumentService.SaveArtifactsAsync"/>
    public Task SaveAsync(string folder, CancellationToken cancellationToken = default) =>
        _service.SaveArtifactsAsync(Job.Id, folder, cancellationToken);

    /// <summary>Removes the job and everything it has made from the platform.</summary>
    public Task DeleteAsync(CancellationToken cancellationToken = default) => _service.DeleteAsync(Job.Id, cancellationToken);
}
