using Dapr.Client;

namespace DaprProcessing.Platform.Hosting;

/// <summary>Whether the sidecar can be called: its outbound health, which does not wait for this app.</summary>
public sealed class SidecarHealth(DaprClient dapr)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            return await dapr.CheckOutboundHealthAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
