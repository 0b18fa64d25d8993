namespace DaprProcessing.Client;

/// <summary>
/// The calls about jobs for code that cannot wait otherwise, scripts above all: each blocks its thread until the call of the same
/// name has ended, and throws what that throws.
/// </summary>
public static class BlockingJobs
{
    /// <inheritdoc
    /// cref="DocumentService.ProcessDocumentAsync(DocumentSource, SubmitOptions?, IProgress{JobProgress}?, CancellationToken)"/>
    public static ProcessedDocument ProcessDocument(
        this DocumentService service, DocumentSource source, SubmitOptions? options = null,
        IProgress<JobProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.ProcessDocumentAsync(source, options, progress, cancellationToken));

    /// <inheritdoc
    /// cref="DocumentService.ProcessDocumentAsync(string, SubmitOptions?, IProgress{JobProgress}?, CancellationToken)"/>
    public static ProcessedDocument ProcessDocument(
        this DocumentService service, string path, SubmitOptions? options = null, IProgress<JobProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.ProcessDocumentAsync(path, options, progress, cancellationToken));

    /// <inheritdoc
    /// cref="DocumentService.SubmitAsync(DocumentSource, SubmitOptions?, IProgress{UploadProgress}?, CancellationToken)"/>
    public static Job Submit(
        this DocumentService service, DocumentSource source, SubmitOptions? options = null,
        IProgress<UploadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.SubmitAsync(source, options, progress, cancellationToken));

    /// <inheritdoc cref="DocumentService.SubmitAsync(string, SubmitOptions?, IProgress{UploadProgress}?, CancellationToken)"/>
    public static Job Submit(
        this DocumentService service, string path, SubmitOptions? options = null, IProgress<UploadProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.SubmitAsync(path, options, progress, cancellationToken));

    /// <inheritdoc cref="DocumentService.UploadAsync(DocumentSource, IProgress{UploadProgress}?, CancellationToken)"/>
    public static Upload Upload(
        this DocumentService service, DocumentSource source, IProgress<UploadProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.UploadAsync(source, progress, cancellationToken));

    /// <inheritdoc cref="DocumentService.GetJobAsync(string, CancellationToken)"/>
    public static Job GetJob(this DocumentService service, string jobId, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.GetJobAsync(jobId, cancellationToken));

    /// <inheritdoc cref="DocumentService.WaitAsync(string, IProgress{JobProgress}?, CancellationToken)"/>
    public static Job Wait(
        this DocumentService service, string jobId, IProgress<JobProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.WaitAsync(jobId, progress, cancellationToken));

    /// <inheritdoc cref="DocumentService.CancelAsync(string, CancellationToken)"/>
    public static Job Cancel(this DocumentService service, string jobId, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.CancelAsync(jobId, cancellationToken));

    /// <inheritdoc cref="DocumentService.RetryAsync(string, bool, CancellationToken)"/>
    public static Job Retry(
        this DocumentService service, string jobId, bool failedPagesOnly = true,
        CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.RetryAsync(jobId, failedPagesOnly, cancellationToken));

    /// <inheritdoc cref="DocumentService.DeleteAsync(string, CancellationToken)"/>
    public static bool Delete(this DocumentService service, string jobId, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.DeleteAsync(jobId, cancellationToken));

    /// <inheritdoc cref="DocumentService.ListJobsAsync(JobQuery?, CancellationToken)"/>
    public static IEnumerable<Job> ListJobs(
        this DocumentService service, JobQuery? query = null, CancellationToken cancellationToken = default) =>
        Blocking.Read(service.ListJobsAsync(query, cancellationToken));

    /// <inheritdoc cref="DocumentService.ListPipelinesAsync(CancellationToken)"/>
    public static IReadOnlyList<Pipeline> ListPipelines(
        this DocumentService service, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.ListPipelinesAsync(cancellationToken));

    /// <inheritdoc cref="DocumentService.CheckHealthAsync(CancellationToken)"/>
    public static Health CheckHealth(this DocumentService service, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.CheckHealthAsync(cancellationToken));

    /// <inheritdoc cref="DocumentService.GetHealthAsync(CancellationToken)"/>
    public static PlatformHealth GetHealth(this DocumentService service, CancellationToken cancellationToken = default) =>
        Blocking.Wait(() => service.GetHealthAsync(cancellationToken));
}
