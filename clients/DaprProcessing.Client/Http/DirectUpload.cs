using System.Globalization;
using System.Net;

namespace DaprProcessing.Client.Http;

/// <summary>Puts a large document straight into the platform's store, at an address that the platform hands out for it.</summary>
internal sealed class DirectUpload(Api api, DocumentServiceOptions options)
{
    /// <param name="opened">Called with the upload's id before anything is sent; what it throws ends the upload.</param>
    /// <returns>
    /// Null where the document cannot go this way: the store has no address for callers, or is not reached from here.
    /// </returns>
    public async Task<Upload?> TrySendAsync(
        DocumentSource.Sent source, long length, Func<string, Task> opened, IProgress<UploadProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (await TryOpenAsync(source.FileName!, length, cancellationToken).ConfigureAwait(false) is not { } address)
        {
            return null;
        }

        var path = $"v1/uploads/{address.UploadId}";
        try
        {
            await opened(address.UploadId).ConfigureAwait(false);
            if (await PutAsync(address.Url, source, progress, cancellationToken).ConfigureAwait(false))
            {
                // The platform may have to read all of it to tell what it is: however long that takes.
                return await api.UploadAsync(
                    new HttpRequestMessage(HttpMethod.Post, $"{path}/complete"), WireJson.Default.Upload, once: false,
                    cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await UploadRemoval.TryAsync(api, path).ConfigureAwait(false);
            throw;
        }

        await UploadRemoval.TryAsync(api, path).ConfigureAwait(false);
        return null;
    }

    private async Task<DirectAddress?> TryOpenAsync(string fileName, long length, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"v1/uploads/direct?filename={Uri.EscapeDataString(fileName)}");
        request.Headers.Add("Upload-Length", length.ToString(CultureInfo.InvariantCulture));
        try
        {
            return await api.ReadAsync(request, options.AttemptTimeout, WireJson.Default.DirectAddress, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (DocumentProcessingException refused) when (
            refused.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
                || refused.Code == "direct_upload_too_large")
        {
            // No address, or a platform from before there were any.
            return null;
        }
    }

    /// <summary>The store is not the platform: it is not told the caller's key.</summary>
    private static async Task<bool> PutAsync(
        Uri address, DocumentSource.Sent source, IProgress<UploadProgress>? progress, CancellationToken cancellationToken)
    {
        using var store = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var content = source.ToContent(progress);
        try
        {
            using var response = await store.PutAsync(address, content, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException failure)
        {
            return content.ReadFailure is { } unreadable
                ? throw new IOException($"The document could not be read: {unreadable.Message}", failure) : false;
        }
    }
}

/// <summary>Where the platform wants a document put.</summary>
internal sealed record DirectAddress(string UploadId, Uri Url);
