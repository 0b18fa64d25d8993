using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DaprProcessing.Platform.Hosting.Telemetry;

/// <summary>Bytes on their way, and how fast: uploads of callers, objects to and from the store.</summary>
public static class TransferMetrics
{
    // Of less than this the time is that of the call, not of its bytes.
    private const long LeastForARate = 64 << 10;

    private static readonly Counter<long> Bytes = PlatformTelemetry.Meter.CreateCounter<long>(
        "dapr_processing_transfer", "By", "Bytes of uploads taken in, and of objects written to and read from the store.");

    private static readonly Histogram<double> Rate = PlatformTelemetry.Meter.CreateHistogram(
        "dapr_processing_transfer_rate", "By/s", "Speed of transfers of 64 KiB and more.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [1e4, 1e5, 3e5, 1e6, 3e6, 1e7, 3e7, 1e8, 3e8, 1e9],
        });

    public static void Uploaded(string service, long bytes, TimeSpan took) => Record(service, "upload", bytes, took);

    internal static void Written(string service, long bytes, long startedAt) =>
        Record(service, "write", bytes, Stopwatch.GetElapsedTime(startedAt));

    internal static void Read(string service, long bytes, long startedAt) =>
        Record(service, "read", bytes, Stopwatch.GetElapsedTime(startedAt));

    internal static void Opened(string service, long bytes) =>
        Bytes.Add(bytes, PlatformTelemetry.Service(service), new("direction", "read"));

    private static void Record(string service, string direction, long bytes, TimeSpan took)
    {
        var labels = new TagList { PlatformTelemetry.Service(service), { "direction", direction } };
        Bytes.Add(bytes, labels);
        if (bytes >= LeastForARate)
        {
            Rate.Record(bytes / Math.Max(took.TotalSeconds, 1e-6), labels);
        }
    }
}
