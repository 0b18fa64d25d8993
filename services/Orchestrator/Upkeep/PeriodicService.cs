using Dapr;
using Grpc.Core;

namespace DaprProcessing.Orchestrator.Upkeep;

/// <summary>
/// Looks after something from time to time, and through outages of the sidecar and the store: the next round is as good.
/// </summary>
internal abstract partial class PeriodicService(TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>Looks after it once.</summary>
    protected abstract Task RunAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception error) when (
                error is DaprException or HttpRequestException or RpcException && !stoppingToken.IsCancellationRequested)
            {
                LogRoundFailed(logger, GetType().Name, error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Service} could not do its round this time: {Reason}")]
    private static partial void LogRoundFailed(ILogger logger, string service, string reason);
}
