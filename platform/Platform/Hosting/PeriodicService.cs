using Dapr;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// Looks after something from time to time, and through outages of the sidecar and the store: the next round is as good.
/// </summary>
public abstract partial class PeriodicService(TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>The clock of its rounds.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>Looks after it once.</summary>
    protected abstract Task RunAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, Time);
        try
        {
            do
            {
                await RoundAsync(stoppingToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Of a host whose start fails the services end without a stop: the host would tell of them as of its own failure.
        }
    }

    private async Task RoundAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception error) when (
            error is DaprException or HttpRequestException or RpcException && !stoppingToken.IsCancellationRequested)
        {
            LogRoundFailed(logger, GetType().Name, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Service} could not do its round this time: {Reason}")]
    private static partial void LogRoundFailed(ILogger logger, string service, string reason);
}
