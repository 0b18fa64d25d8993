using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Upkeep;

/// <summary>Removes uploads that have expired, whether a job was made of them or not.</summary>
internal sealed partial class UploadSweeper(
    UploadStore uploads, TimeProvider time, IOptions<OrchestratorOptions> options, ILogger<UploadSweeper> logger)
    : PeriodicService(options.Value.SweepEvery, time, logger)
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await uploads.SweepAsync(cancellationToken) is > 0 and var swept)
        {
            LogSwept(logger, swept);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} uploads have expired and are removed")]
    private static partial void LogSwept(ILogger logger, int count);
}
