using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using DaprProcessing.Client.Http;

namespace DaprProcessing.Client;

/// <content>Jobs: submitted, looked at, waited for, stopped.</content>
public sealed partial class DocumentService
{
    private const long AskBeforeSendingBytes = 1 << 20;
    private const string IdempotencyKey = "Idempotency-Key";

    /// <summary>
    /// Submits a document; returns once the platform has accepted it, after which nothing but a cancellation ends its job early.
    /// What is large is uploaded first (<see cref="DocumentServiceOptions.ResumableFromBytes"/>), once the platform has been
    /// asked whether it takes the options; the upload is removed again, however that ends.
    /// </summary>
    /// <param name="progress">Hears of every piece of the document that has been sent.</param>
    /// <exception cref="DocumentProcessingException">
    /// The document or an option is refused (<c>unsupported_media_type</c>, <c>upload_too_large</c>, <c>unknown_option</c>,
    /// <c>unknown_pipeline</c> …), or the platform cannot be reached.
    /// </exception>
    /// <exception cref="IOException">The document cannot be read.</exception>
    public async Task<Job> SubmitAsync(
        DocumentSource source, SubmitOptions? options = null, IProgress<UploadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new SubmitOptions();
        if (source is not DocumentSource.Sent large || LengthWhereLarge(large) is not { } length)
        {
            return await SubmitOnceAsync(source, options, progress, cancellationToken).ConfigureAwait(false);
        }

        var upload = await UploadLargeAsync(
            large, length, id => AskAsync(id, options, cancellationToken), progress, cancellationToken).ConfigureAwait(false);
        try
        {
            return await SubmitOnceAsync(
                DocumentSource.Upload(upload.UploadId, large.FileName), options, progress, cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            // The job has a copy of its own, or there is none.
            await UploadRemoval.TryAsync(_api, $"v1/uploads/{upload.UploadId}").ConfigureAwait(false);
        }
    }

    // Of an upload that has not begun the platform makes no job, and looks at all the rest first: what it would refuse once the
    // document is there, it refuses now.
    private async Task AskAsync(string uploadId, SubmitOptions options, CancellationToken cancellationToken)
    {
        if (options is { Pipeline: null, Options: null })
        {
            return;
        }

        var named = (DocumentSource.Named)DocumentSource.Upload(uploadId);
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/jobs") { Content = Json(named, options) };
        try
        {
            using var made = await _api.SendAsync(
                request, new RequestTraits(_options.AttemptTimeout, Buffered: true), cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentProcessingException refused) when (refused.Code == "upload_not_complete")
        {
            return;
        }

        throw DocumentProcessingException.Unexpected("A job was made of an upload that has not begun.");
    }

    private async Task<Upload> UploadLargeAsync(
        DocumentSource.Sent source, long length, Func<string, Task> opened, IProgress<UploadProgress>? progress,
        CancellationToken cancellationToken) =>
        (_options.DirectUploads
            ? await new DirectUpload(_api, _options).TrySendAsync(source, length, opened, progress, cancellationToken)
                .ConfigureAwait(false)
            : null)
        ?? await new ResumableUpload(_api, _options).SendAsync(source, length, opened, progress, cancellationToken)
            .ConfigureAwait(false);

    private long? LengthWhereLarge(DocumentSource.Sent source) =>
        source.Length is { } length && length >= _options.ResumableFromBytes ? length : null;

    private Task<Job> SubmitOnceAsync(
        DocumentSource source, SubmitOptions options, IProgress<UploadProgress>? progress, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/jobs");
        var once = options.IdempotencyKey is "";
        if (!once)
        {
            request.Headers.Add(IdempotencyKey, options.IdempotencyKey ?? NewKey());
        }

        if (options.Wait is { } wait)
        {
            request.Headers.Add("Prefer", $"wait={Seconds(wait)}");
        }

        switch (source)
        {
            case DocumentSource.Sent sent:
                var document = sent.ToContent(progress);
                request.Content = Form(document, sent.FileName!, options);
                request.Headers.ExpectContinue = document.Length is null or > AskBeforeSendingBytes;
                return _api.UploadAsync(request, WireJson.Default.Job, once, cancellationToken);
            case DocumentSource.Named named:
                // A platform that fetches the document answers when it has it.
                request.Content = Json(named, options);
                return _api.UploadAsync(request, WireJson.Default.Job, once, cancellationToken);
            default:
                throw new ArgumentException($"There is no source of the kind {source.GetType()}.", nameof(source));
        }
    }

    /// <summary>Submits the file at a path.</summary>
    /// <inheritdoc cref="SubmitAsync(DocumentSource, SubmitOptions?, IProgress{UploadProgress}?, CancellationToken)"/>
    public Task<Job> SubmitAsync(
        string path, SubmitOptions? options = null, IProgress<UploadProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        SubmitAsync(DocumentSource.File(path), options, progress, cancellationToken);

    /// <summary>Stores a document for jobs to come, for about a day.</summary>
    /// <param name="source">Bytes to be sent; see <see cref="DocumentSource.Upload"/> for the jobs.</param>
    /// <exception cref="DocumentProcessingException">The document is refused, or the platform cannot be reached.</exception>
    public Task<Upload> UploadAsync(
        DocumentSource source, IProgress<UploadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var sent = source as DocumentSource.Sent ?? throw new ArgumentException(
            "Only what is sent can be uploaded.", nameof(source));
        if (LengthWhereLarge(sent) is { } length)
        {
            return UploadLargeAsync(sent, length, _ => Task.CompletedTask, progress, cancellationToken);
        }

        var document = sent.ToContent(progress);
        var path = $"v1/uploads?filename={Uri.EscapeDataString(sent.FileName!)}";
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = document };
        request.Headers.ExpectContinue = document.Length is null or > AskBeforeSendingBytes;
        return _api.UploadAsync(request, WireJson.Default.Upload, once: false, cancellationToken);
    }

    /// <summary>A job as it is now.</summary>
    /// <exception cref="DocumentProcessingException"><c>job_not_found</c>, or the platform cannot be reached.</exception>
    public Task<Job> GetJobAsync(string jobId, CancellationToken cancellationToken = default) =>
        GetJobAsync(jobId, TimeSpan.Zero, cancellationToken);

    /// <summary>
    /// Waits for a job's end, however long that takes; <paramref name="cancellationToken"/> ends the wait and not the job.
    /// </summary>
    /// <param name="progress">Hears how the job stands, about every second and at the end.</param>
    /// <returns>The job at its end, whichever that is.</returns>
    /// <exception cref="DocumentProcessingException"><c>job_not_found</c>, or the platform cannot be reached.</exception>
    public async Task<Job> WaitAsync(
        string jobId, IProgress<JobProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var wait = progress is null ? _options.WaitPerRequest : ProgressEvery;
        while (true)
        {
            var askedAt = Stopwatch.GetTimestamp();
            var job = await GetJobAsync(jobId, wait, cancellationToken).ConfigureAwait(false);
            progress?.Report(new JobProgress(null, job));
            if (job.HasEnded)
            {
                return job;
            }

            // A platform that is set to wait less than it is asked to must not be asked without a pause.
            if (Stopwatch.GetElapsedTime(askedAt) is var took && took < LeastPause)
            {
                await Task.Delay(LeastPause - took, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Stops a job. One that has ended already stays as it is.</summary>
    /// <returns>The job; it may still be <see cref="JobStatus.Cancelling"/>.</returns>
    /// <exception cref="DocumentProcessingException"><c>job_not_found</c>, or the platform cannot be reached.</exception>
    public Task<Job> CancelAsync(string jobId, CancellationToken cancellationToken = default) => _api.ReadAsync(
        new HttpRequestMessage(HttpMethod.Post, PathOf(jobId, "/cancel")), _options.AttemptTimeout, WireJson.Default.Job,
        cancellationToken);

    /// <summary>
    /// Runs the document of a job that has ended again, as a job of its own with the same options; the first stays as it is.
    /// </summary>
    /// <param name="failedPagesOnly">Carries over what was done in the first job, as far as it is still there.</param>
    /// <returns>The new job: one for each call, also where an answer is lost and the request is repeated.</returns>
    /// <exception cref="DocumentProcessingException"><c>job_not_found</c>, <c>job_not_finished</c>, <c>nothing_failed</c>,
    /// <c>password_forgotten</c>, or the platform cannot be reached.</exception>
    public Task<Job> RetryAsync(string jobId, bool failedPagesOnly = true, CancellationToken cancellationToken = default)
    {
        var path = PathOf(jobId, failedPagesOnly ? "/retry?pages=failed" : "/retry");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { IdempotencyKey, NewKey() } } };
        return _api.ReadAsync(request, _options.AttemptTimeout, WireJson.Default.Job, cancellationToken);
    }

    /// <summary>Removes a job with everything it has made, and stops it first where it has not ended.</summary>
    /// <returns>False where there is no such job (any more).</returns>
    public async Task<bool> DeleteAsync(string jobId, CancellationToken cancellationToken = default)
    {
        try
        {
            var request = new HttpRequestMessage(HttpMethod.Delete, PathOf(jobId));
            using var response = await _api.SendAsync(
                request, new RequestTraits(_options.AttemptTimeout, Buffered: true), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DocumentProcessingException gone) when (gone is { Status: HttpStatusCode.NotFound, Code: "job_not_found" })
        {
            return false;
        }
    }

    /// <summary>Jobs, newest first, fetched in portions while they are read.</summary>
    public async IAsyncEnumerable<Job> ListJobsAsync(
        JobQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? cursor = null;
        do
        {
            var request = Get($"v1/jobs{ToQueryString(query ?? new JobQuery(), cursor)}");
            var page = await _api.ReadAsync(
                request, _options.AttemptTimeout, WireJson.Default.JobPage, cancellationToken).ConfigureAwait(false);
            foreach (var job in page.Jobs ?? [])
            {
                yield return job;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private Task<Job> GetJobAsync(string jobId, TimeSpan wait, CancellationToken cancellationToken) => _api.ReadAsync(
        Get(PathOf(jobId, $"?wait={Seconds(wait)}")), _options.AttemptTimeout + wait, WireJson.Default.Job, cancellationToken);

    // Fields first: the platform reads them before it reads the document.
    private static MultipartFormDataContent Form(UploadContent document, string fileName, SubmitOptions options)
    {
        var form = new MultipartFormDataContent();
        if (options.Pipeline is { } pipeline)
        {
            form.Add(new StringContent(pipeline), "pipeline");
        }

        if (options.Options is { } json)
        {
            form.Add(new StringContent(json.ToJsonString()), "options");
        }

        form.Add(document, "file", fileName);
        return form;
    }

    private static StringContent Json(DocumentSource.Named source, SubmitOptions options)
    {
        var request = new JsonObject { ["source"] = source.ToJson() };
        if (options.Pipeline is { } pipeline)
        {
            request["pipeline"] = pipeline;
        }

        if (options.Options is { } json)
        {
            request["options"] = json.DeepClone();
        }

        return new StringContent(request.ToJsonString(), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
    }

    private static string ToQueryString(JobQuery query, string? cursor) => ToQueryString(
        ("status", query.Status is { } status ? Snake(status) : null),
        ("pipeline", query.Pipeline),
        ("createdAfter", query.CreatedAfter?.ToString("O", CultureInfo.InvariantCulture)),
        ("limit", query.PageSize?.ToString(CultureInfo.InvariantCulture)),
        ("cursor", cursor));

    private static string ToQueryString(params (string Name, string? Value)[] fields)
    {
        var set = fields.Where(field => field.Value is not null)
            .Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}").ToList();
        return set.Count == 0 ? "" : $"?{string.Join('&', set)}";
    }

    private static string Snake(JobStatus status) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    private static string NewKey() => Guid.NewGuid().ToString("n");

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
