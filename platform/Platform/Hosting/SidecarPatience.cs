namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// Gives up on a call that the sidecar leaves open. Work would wait for ever with its lease renewed beside it, so that no other
/// worker took it either; given up, it is tried again.
/// </summary>
/// <param name="isLong">Whether a path's calls stay open while all is well.</param>
internal sealed class SidecarPatience(HttpMessageHandler sidecar, TimeSpan patience, Func<string, bool>? isLong = null)
    : DelegatingHandler(sidecar)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (isLong?.Invoke(request.RequestUri!.AbsolutePath) is true)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            return await base.SendAsync(request, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException given) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(
                $"the sidecar has left {request.RequestUri?.AbsolutePath} open for {patience.TotalSeconds:0.###} s", given);
        }
    }
}
