using System.Globalization;
using System.Net.Http.Headers;

namespace DaprProcessing.Client.Http;

/// <summary>
/// Sends a large document so that it goes on where it was cut off: draft-ietf-httpbis-resumable-upload-12. A connection that
/// breaks costs what was under way on it, and not the document.
/// </summary>
internal sealed class ResumableUpload(Api api, DocumentServiceOptions options)
{
    private const string InteropVersion = "9";
    private const string PartialUpload = "application/partial-upload";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <param name="opened">Called with the upload's id before anything is sent; what it throws ends the upload.</param>
    public async Task<Upload> SendAsync(
        DocumentSource.Sent source, long length, Func<string, Task> opened, IProgress<UploadProgress>? progress,
        CancellationToken cancellationToken)
    {
        var path = await CreateAsync(source.FileName!, length, cancellationToken).ConfigureAwait(false);
        try
        {
            await opened(path[(path.LastIndexOf('/') + 1)..]).ConfigureAwait(false);
            return await SendAsync(path, source, progress, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await UploadRemoval.TryAsync(api, path).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<Upload> SendAsync(
        string path, DocumentSource.Sent source, IProgress<UploadProgress>? progress, CancellationToken cancellationToken)
    {
        var (offset, pause, failures) = (0L, FirstPause, 0);
        while (true)
        {
            try
            {
                return await AppendAsync(path, source, offset, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (DocumentProcessingException failure) when (MayGoOn(failure) && failures < options.MaxRetries)
            {
                failures++;
                pause = failure.RetryAfter ?? pause;
            }

            await Task.Delay(pause < options.MaxRetryDelay ? pause : options.MaxRetryDelay, cancellationToken)
                .ConfigureAwait(false);
            pause *= 2;
            var (there, upload) = await FindAsync(path, cancellationToken).ConfigureAwait(false);
            if (upload is not null)
            {
                // The last answer was lost, not the document.
                return upload;
            }

            if (there > offset)
            {
                // Far as it may be, it gets there.
                (failures, pause) = (0, FirstPause);
            }

            offset = there;
        }
    }

    private async Task<string> CreateAsync(string fileName, long length, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"v1/uploads?filename={Uri.EscapeDataString(fileName)}");
        Describe(request, isLast: false);
        request.Headers.Add("Upload-Length", length.ToString(CultureInfo.InvariantCulture));
        using var response = await api.SendAsync(
            request, new RequestTraits(options.AttemptTimeout, Buffered: true), cancellationToken).ConfigureAwait(false);
        return response.Headers.Location is { } location ? location.OriginalString.TrimStart('/')
            : throw DocumentProcessingException.Unexpected("The upload has no address.");
    }

    private Task<Upload> AppendAsync(
        string path, DocumentSource.Sent source, long offset, IProgress<UploadProgress>? progress,
        CancellationToken cancellationToken)
    {
        var content = source.ToContent(progress, offset);
        content.Headers.ContentType = new MediaTypeHeaderValue(PartialUpload);
        var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = content };
        Describe(request, isLast: true);
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        // Not repeated below: it would begin at the same offset again.
        return api.UploadAsync(request, WireJson.Default.Upload, once: true, cancellationToken);
    }

    private async Task<(long Offset, Upload? Complete)> FindAsync(string path, CancellationToken cancellationToken)
    {
        var upload = await api.ReadAsync(
            new HttpRequestMessage(HttpMethod.Get, path), options.AttemptTimeout, WireJson.Default.UploadState,
            cancellationToken).ConfigureAwait(false);
        return upload.Complete
            ? (upload.SizeBytes, new Upload(
                upload.UploadId, upload.FileName, upload.MediaType ?? "", upload.SizeBytes, upload.ExpiresAt))
            : (upload.SizeBytes, null);
    }

    private static void Describe(HttpRequestMessage request, bool isLast)
    {
        request.Headers.Add("Upload-Draft-Interop-Version", InteropVersion);
        request.Headers.TryAddWithoutValidation("Upload-Complete", isLast ? "?1" : "?0");
    }

    // Another offset than was thought is no end: it is asked for next.
    private static bool MayGoOn(DocumentProcessingException failure) =>
        failure.Retryable || failure.Code is "mismatching_upload_offset" or "upload_taken_over" or "request_timeout";
}

/// <summary>An upload as the platform has it.</summary>
internal sealed record UploadState(
    string UploadId, string FileName, string? MediaType, long SizeBytes, DateTimeOffset ExpiresAt, bool Complete);
