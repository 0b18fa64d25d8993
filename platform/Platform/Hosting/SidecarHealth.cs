using Dapr;
using Dapr.Client;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// Whether the sidecar can be called: its outbound health, which does not wait for this app, and an answer on the channel that
/// the calls go by. The two are not one: a channel whose sidecar was away fails calls until its own pause is over.
/// </summary>
public sealed class SidecarHealth(DaprClient dapr)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            if (!await dapr.CheckOutboundHealthAsync(timeout.Token).ConfigureAwait(false))
            {
                return false;
            }

            await dapr.GetMetadataAsync(timeout.Token).ConfigureAwait(false);
            return true;
        }
        catch (DaprException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
