namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// Gives up on a call that the sidecar leaves open. Work would wait for ever with its lease renewed beside it, so that no other
/// worker took it either; given up, it is tried again.
/// </summary>
internal sealed class SidecarPatience(HttpMessageHandler sidecar, TimeSpan patience) : DelegatingHandler(sidecar)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
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
