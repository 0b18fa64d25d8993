using System.Threading.Channels;
using DaprProcessing.Gateway.Health;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// Remembers that the stores are away. The first caller to find out waits for the store's retries; from then on others are
/// refused at once, unread, until a look from here finds the stores back.
/// </summary>
internal sealed partial class StoreGate(StoreProbe stores, TimeProvider time, ILogger<StoreGate> logger) : UntilStoppedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Channel<bool> _suspicions = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile bool _away;

    /// <summary>Refuses a request at once that would only wait for them.</summary>
    public void ThrowIfAway()
    {
        if (_away)
        {
            throw new ProblemException(
                StatusCodes.Status503ServiceUnavailable, "storage_unavailable", "The stores do not answer at the moment.")
            {
                Retryable = true,
            };
        }
    }

    /// <summary>A call failed: worth a look, for it may have been that one call only.</summary>
    public void Suspect() => _suspicions.Writer.TryWrite(true);

    /// <summary>A look found them away. Nobody waits for the next one, which opens again where they are back.</summary>
    public void Shut()
    {
        _away = true;
        Suspect();
    }

    protected override async Task RunUntilStoppedAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _suspicions.Reader.ReadAllAsync(stoppingToken))
        {
            if (await AnswersAsync(stoppingToken))
            {
                _away = false;
                continue;
            }

            LogAway(logger);
            _away = true;
            do
            {
                await Task.Delay(Pause, time, stoppingToken);
            }
            while (!await AnswersAsync(stoppingToken));
            _away = false;
            LogBack(logger);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken stoppingToken) =>
        await stores.StateAnswersAsync(stoppingToken) && await stores.ObjectsAnswerAsync(stoppingToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the stores are away: submits are refused until they are back")]
    private static partial void LogAway(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "the stores are back")]
    private static partial void LogBack(ILogger logger);
}
