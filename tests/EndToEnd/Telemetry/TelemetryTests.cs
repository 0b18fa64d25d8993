using System.Net;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd.Telemetry;

/// <summary>What a platform tells of a job it has done: in its metrics, and as one trace.</summary>
public sealed class TelemetryTests
{
    private const int Pages = 3;

    // More services than this are at work on a document; the reports come back to the orchestrator.
    private static readonly string[] Steps =
        ["pdf-to-png chunk", "png-to-text chunk", "pdf-docling chunk", "result-assembler gather"];

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static string Documentation =>
        File.ReadAllText(Path.Combine(SamplePaths.RepositoryRoot, "docs/operations/metrics.md"));

    [Fact]
    public void Documentation_NamesEveryInstrument()
    {
        var documented = MetricRow.Documented(Documentation).ToDictionary(row => row.Name, row => row.Kind);

        Assert.Equal(MetricRow.Created(), new SortedDictionary<string, string>(documented, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Job_Done_IsInTheMetricsAndIsOneTrace()
    {
        using var folder = new TempFolder();
        await using var collector = await OtlpReceiver.StartAsync();
        await using var platform = await PlatformProcess.StartAsync(
            folder.Path, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("Orchestrator__ReconcileEvery", "00:00:01"));
        var document = TestDocuments.Numbered(Pages);

        var job = await platform.Jobs().ProcessAsync(document);
        using (var refused = await platform.Http.PostAsync("/v1/jobs", new ByteArrayContent([0, 255, 254, 1, 2, 3])))
        {
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
        }

        Assert.Equal(JobStatus.Succeeded, job.Status);
        // The last to hand over has its message settled, and is counted, after the job has ended.
        var metrics = await ReadAsync(platform);
        await Eventually.Async(
            async () =>
            {
                metrics = await ReadAsync(platform);
                return metrics.Sum("dapr_processing_work_in_progress") == 0
                    && metrics.Sum("dapr_processing_work_duration_seconds_count") >= Steps.Length;
            },
            Deadline, "nothing is at work");
        AssertTold(metrics, document.Length);
        AssertDocumented(metrics);
        await Eventually.Async(
            () => Task.FromResult(Steps.All(step => collector.Spans.Any(span => span.Name == step))), Deadline,
            "the spans of all stages");
        AssertOneTrace(collector.Spans);
    }

    private static async Task<PrometheusText> ReadAsync(PlatformProcess platform) =>
        PrometheusText.Parse(await platform.Http.GetStringAsync("/metrics"));

    private static void AssertTold(PrometheusText metrics, int documentBytes)
    {
        Assert.Equal(1, metrics.Sum("dapr_processing_uploads_total", ("outcome", "ok")));
        Assert.Equal(1, metrics.Sum("dapr_processing_uploads_total", ("code", "unsupported_media_type")));
        Assert.Equal(1, metrics.Sum("dapr_processing_jobs_accepted_total", ("pipeline", "document")));
        Assert.Equal(documentBytes, metrics.Sum("dapr_processing_transfer_bytes_total", ("direction", "upload")));
        Assert.True(metrics.Sum("dapr_processing_transfer_bytes_total", ("direction", "write")) > documentBytes);
        Assert.Equal(1, metrics.Sum("dapr_processing_job_duration_seconds_count", ("status", "succeeded")));
        Assert.Equal(Pages, metrics.Sum("dapr_processing_usage_pages_total", ("kind", "text_layer")));
        Assert.Equal(documentBytes, metrics.Sum("dapr_processing_usage_documents_bytes_total"));
        foreach (var service in (string[])["pdf-to-png", "png-to-text", "pdf-docling"])
        {
            Assert.Equal(Pages, metrics.Sum("dapr_processing_pages_total", ("service", service), ("outcome", "done")));
            Assert.Equal(1, metrics.Sum("dapr_processing_work_duration_seconds_count", ("service", service)));
            Assert.Equal(0, metrics.Sum("dapr_processing_work_in_progress", ("service", service)));
        }

        Assert.True(metrics.Sum("dapr_processing_deliveries_total", ("delivery", "first")) >= Steps.Length);
        Assert.True(metrics.Sum("dapr_processing_engine_processes", ("pool", "document-engine")) > 0);
        // Services that share a process share its metrics: nothing is told twice.
        Assert.Equal(metrics.Samples.Count, metrics.Samples.DistinctBy(
            sample => $"{sample.Name}{string.Join(',', sample.Labels.OrderBy(label => label.Key))}").Count());
    }

    private static void AssertDocumented(PrometheusText metrics)
    {
        var documented = MetricRow.Documented(Documentation).ToDictionary(row => row.Name);
        foreach (var (name, kind) in metrics.Kinds)
        {
            Assert.Equal(
                new MetricRow(name, kind, string.Join(", ", metrics.LabelsOf(name))), documented.GetValueOrDefault(name));
        }
    }

    private static void AssertOneTrace(IReadOnlyList<ReceivedSpan> spans)
    {
        var trace = Assert.Single(spans.Where(span => Steps.Contains(span.Name)).Select(span => span.TraceId).Distinct());
        var ofJob = spans.Where(span => span.TraceId == trace).ToList();
        Assert.Contains(ofJob, span => span.Name.StartsWith("POST /v1/jobs", StringComparison.Ordinal));
        var root = Assert.Single(ofJob, span => span.ParentId.Length == 0);
        Assert.StartsWith("POST", root.Name, StringComparison.Ordinal);
    }
}
