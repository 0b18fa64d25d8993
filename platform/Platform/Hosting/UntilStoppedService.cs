using Microsoft.Extensions.Hosting;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// Works until the host stops. Of a host whose start fails the services end without a stop, and it would tell of their
/// cancellation as of a failure of theirs.
/// </summary>
public abstract class UntilStoppedService : BackgroundService
{
    protected abstract Task RunUntilStoppedAsync(CancellationToken stoppingToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunUntilStoppedAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // That is the stop.
        }
    }
}
