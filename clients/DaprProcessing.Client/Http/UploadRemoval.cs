namespace DaprProcessing.Client.Http;

/// <summary>
/// Removes an upload that no job is going to name any more. What led to it is told to the caller, and not that this failed: the
/// platform forgets uploads by itself, after a day.
/// </summary>
internal static class UploadRemoval
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <param name="path">As <c>v1/uploads/…</c>.</param>
    public static async Task TryAsync(Api api, string path)
    {
        // Not with the caller's token: that may be what ended the upload.
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            using var removed = await api.SendAsync(
                new HttpRequestMessage(HttpMethod.Delete, path), new RequestTraits(Limit, Buffered: true) { Once = true },
                limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
            when (failure is DocumentProcessingException or OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
    }
}
