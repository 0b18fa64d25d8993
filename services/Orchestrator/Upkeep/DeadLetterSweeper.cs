using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Upkeep;

/// <summary>Removes dead letters that nobody has looked at for long.</summary>
internal sealed partial class DeadLetterSweeper(
    DeadLetterStore letters, TimeProvider time, IOptions<OrchestratorOptions> options, ILogger<DeadLetterSweeper> logger)
    : PeriodicService(options.Value.SweepEvery, time, logger)
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await letters.SweepAsync(options.Value.KeepDeadLettersFor, cancellationToken) is > 0 and var swept)
        {
            LogSwept(logger, swept);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} dead letters were never looked at and are removed")]
    private static partial void LogSwept(ILogger logger, int count);
}
