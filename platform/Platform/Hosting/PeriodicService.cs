using Dapr;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// Looks after something from time to time, and through outages of the sidecar and the store: the next round is as good.
/// </summary>
public abstract partial class PeriodicService(TimeSpan interval, TimeProvider time, ILogger logger) : UntilStoppedService
{
    /// <summary>The clock of its rounds.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>Looks after it once.</summary>
    protected abstract Task RunAsync(CancellationToken cancellationToken);

    protected sealed override async Task RunUntilStoppedAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, Time);
        do
        {
            try
            {
                await RunAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception error) when (
                error is DaprException or HttpRequestException or RpcException && !stoppingToken.IsCancellationRequested)
            {
                LogRoundFailed(logger, GetType().Name, Outage.ReasonOf(error));
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Service} could not do its round this time: {Reason}")]
    private static partial void LogRoundFailed(ILogger logger, string service, string reason);
}
