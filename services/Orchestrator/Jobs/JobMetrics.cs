using System.Diagnostics;
using System.Diagnostics.Metrics;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Hosting.Telemetry;

namespace DaprProcessing.Orchestrator.Jobs;

/// <summary>Jobs that end: how long from upload to result, and what they count for; each once, as its usage is.</summary>
internal static class JobMetrics
{
    private static readonly Meter Meter = new($"{PlatformTelemetry.Name}.Orchestrator");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "dapr_processing_job_duration", "s", "From the upload to the result, or to whatever end the job came to.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.3, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 86_400],
        });

    private static readonly Counter<long> UsagePages = Meter.CreateCounter<long>(
        "dapr_processing_usage_pages", "{page}", "Pages of ended jobs, by where their text came from.");

    private static readonly Counter<long> UsageBytes = Meter.CreateCounter<long>(
        "dapr_processing_usage_documents", "By", "Bytes of the documents of ended jobs.");

    private static readonly Counter<double> UsageAudio = Meter.CreateCounter<double>(
        "dapr_processing_usage_audio", "s", "Sound that ended jobs spoke or heard.");

    private static long _open = -1;

    static JobMetrics() => Meter.CreateObservableGauge(
        "dapr_processing_jobs_open",
        () => Interlocked.Read(ref _open) is >= 0 and var open ? [new Measurement<long>(open, Service)]
            : Array.Empty<Measurement<long>>(),
        "{job}", "Jobs accepted and not ended, as every orchestrator counted them in its last round.");

    private static KeyValuePair<string, object?> Service { get; } = PlatformTelemetry.Service(AppIds.Orchestrator);

    public static void Open(long jobs) => Interlocked.Exchange(ref _open, jobs);

    public static void Ended(JobRecord job, UsageDay used)
    {
        var labels = new TagList
        {
            Service, { "pipeline", job.Pipeline }, { "status", job.Status.Name() },
        };
        Duration.Record((job.FinishedAt!.Value - job.CreatedAt).TotalSeconds, labels);
        UsageBytes.Add(used.Bytes, Service);
        UsageAudio.Add(used.AudioSeconds, Service);
        foreach (var (kind, pages) in used.Pages)
        {
            UsagePages.Add(pages, Service, new("kind", kind));
        }
    }
}
