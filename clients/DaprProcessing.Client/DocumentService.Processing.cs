namespace DaprProcessing.Client;

/// <content>A document from its beginning to its end in one call.</content>
public sealed partial class DocumentService
{
    /// <summary>Submits a document, waits for its job's end, and hands over what came out.</summary>
    /// <param name="progress">Hears of the upload, then of the job about every second, and at the end.</param>
    /// <param name="cancellationToken">
    /// Ends the wait. The job is removed then, as after every other failure, unless
    /// <see cref="DocumentServiceOptions.CleanUpOnError"/> is off.
    /// </param>
    /// <exception cref="DocumentProcessingException">
    /// The document is refused, its job failed (<c>password_required</c>, <c>invalid_document</c> …) or was cancelled, or the
    /// platform cannot be reached. Pages that failed alone throw nothing: see <see cref="JobResult.PagesFailed"/>.
    /// </exception>
    /// <exception cref="IOException">The document cannot be read.</exception>
    public async Task<ProcessedDocument> ProcessDocumentAsync(
        DocumentSource source, SubmitOptions? options = null, IProgress<JobProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var sending = progress is null ? null : new Sending(progress);
        var job = await SubmitAsync(source, options, sending, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!job.HasEnded)
            {
                job = await WaitAsync(job.Id, progress, cancellationToken).ConfigureAwait(false);
            }

            return job.HasResult
                ? new ProcessedDocument(this, job, await GetResultAsync(job.Id, cancellationToken).ConfigureAwait(false))
                : throw DocumentProcessingException.Of(job);
        }
        catch when (_options.CleanUpOnError)
        {
            await CleanUpAsync(job.Id).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The file at a path: submitted, waited for, and what came out.</summary>
    /// <inheritdoc cref="ProcessDocumentAsync(DocumentSource, SubmitOptions?, IProgress{JobProgress}?, CancellationToken)"/>
    public Task<ProcessedDocument> ProcessDocumentAsync(
        string path, SubmitOptions? options = null, IProgress<JobProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        ProcessDocumentAsync(DocumentSource.File(path), options, progress, cancellationToken);

    // What the caller is told is why the document was not done, and not that the remains could not be removed: the platform's
    // retention does.
    private async Task CleanUpAsync(string jobId)
    {
        using var limit = new CancellationTokenSource(CleanUpLimit);
        try
        {
            await DeleteAsync(jobId, limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
            when (failure is DocumentProcessingException or OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
    }

    private sealed class Sending(IProgress<JobProgress> progress) : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value) => progress.Report(new JobProgress(value, null));
    }
}
