using System.Diagnostics;
using System.Diagnostics.Metrics;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting.Telemetry;

namespace DaprProcessing.Stages.Work;

/// <summary>What stages do: how long work takes, what comes of its pages, what has to be delivered again.</summary>
internal static class WorkMetrics
{
    private static readonly Meter Meter = new($"{PlatformTelemetry.Name}.Stages");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "dapr_processing_work_duration", "s", "Time a stage took for a chunk, a cut or a gather that it brought to an end.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000],
        });

    private static readonly Counter<long> Pages = Meter.CreateCounter<long>(
        "dapr_processing_pages", "{page}", "Pages that went through a stage, done or failed.");

    private static readonly UpDownCounter<long> InProgress = Meter.CreateUpDownCounter<long>(
        "dapr_processing_work_in_progress", "{message}", "Messages in the hands of a stage.");

    private static readonly Counter<long> Returned = Meter.CreateCounter<long>(
        "dapr_processing_work_returned", "{message}",
        "Messages handed back to be delivered again: an outage, a fault, a shutdown, or somebody else at the same work.");

    public static void Begun(string service) => InProgress.Add(1, PlatformTelemetry.Service(service));

    public static void Ended(string service, bool isReturned)
    {
        InProgress.Add(-1, PlatformTelemetry.Service(service));
        if (isReturned)
        {
            Returned.Add(1, PlatformTelemetry.Service(service));
        }
    }

    public static void Done(string service, StageWork work, StageOutcome outcome, TimeSpan elapsed)
    {
        var labels = new TagList
        {
            PlatformTelemetry.Service(service), { "kind", KindOf(work) },
            { "outcome", outcome is StageOutcome.Refused ? "refused" : "done" },
        };
        Duration.Record(elapsed.TotalSeconds, labels);
        if (work is ChunkWork chunk)
        {
            var failed = outcome is StageOutcome.Chunk(var pages) ? pages.Count(page => page.Failure is not null)
                : chunk.UnitCount;
            Count(service, "done", chunk.UnitCount - failed);
            Count(service, "failed", failed);
        }
    }

    public static string KindOf(StageWork work) => work switch
    {
        ChunkWork => "chunk",
        CutWork => "cut",
        _ => "gather",
    };

    private static void Count(string service, string outcome, int pages)
    {
        if (pages > 0)
        {
            Pages.Add(pages, PlatformTelemetry.Service(service), new("outcome", outcome));
        }
    }
}
