using System.Diagnostics;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting.Telemetry;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Stages.Work;

/// <summary>Runs work with a span around it, named by stage and kind, and says in the log and the metrics whose it is.</summary>
internal sealed class WorkObserver(WorkerName worker, WorkRunner runner, ILogger<WorkRunner> logger)
{
    /// <param name="deliveryCount">How often the broker has handed the message out; null where it does not say.</param>
    public async Task<DeliveryAnswer> RunAsync(StageWork work, int? deliveryCount)
    {
        using var scope = logger.BeginScope(ScopeOf(work, deliveryCount));
        using var span = StartSpan(work, deliveryCount);
        WorkMetrics.Begun(worker.Name);
        var answer = DeliveryAnswer.Retry;
        try
        {
            answer = await runner.RunAsync(work, deliveryCount).ConfigureAwait(false);
            return answer;
        }
        finally
        {
            WorkMetrics.Ended(worker.Name, isReturned: answer == DeliveryAnswer.Retry);
            if (answer == DeliveryAnswer.Retry)
            {
                span?.SetStatus(ActivityStatusCode.Error, "to be delivered again");
            }
        }
    }

    private static KeyValuePair<string, object?>[] ScopeOf(StageWork work, int? deliveryCount) =>
    [
        new("tenant", work.Header.Job.Tenant), new("job", work.Header.Job.Id), new("work", work.WorkId),
        new("attempt", deliveryCount ?? work.Dispatch),
    ];

    private Activity? StartSpan(StageWork work, int? deliveryCount)
    {
        var span = PlatformTelemetry.Source.StartActivity($"{worker.Name} {WorkMetrics.KindOf(work)}", ActivityKind.Consumer);
        span?.SetTag(PlatformTelemetry.ServiceLabel, worker.Name).SetTag("tenant", work.Header.Job.Tenant)
            .SetTag("job", work.Header.Job.Id).SetTag("work", work.WorkId).SetTag("attempt", deliveryCount ?? work.Dispatch)
            .SetTag("units", work.UnitCount);
        return span;
    }
}
