using System.Diagnostics.Metrics;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Platform.Hosting.Telemetry;

namespace DaprProcessing.Gateway.Intake;

/// <summary>What comes in: documents taken and refused, and the jobs made of them.</summary>
internal static class UploadMetrics
{
    private const string TakenIn = "ok";

    private static readonly Meter Meter = new($"{PlatformTelemetry.Name}.Gateway");

    private static readonly Counter<long> Uploads = Meter.CreateCounter<long>(
        "dapr_processing_uploads", "{upload}",
        "Documents that came in: ok, or failed with the code that the caller was told (cut_off where nobody was left to tell).");

    private static readonly Counter<long> Jobs = Meter.CreateCounter<long>(
        "dapr_processing_jobs_accepted", "{job}", "Jobs that became durable.");

    public static void Ok(long bytes, TimeSpan took)
    {
        Count(TakenIn, "");
        TransferMetrics.Uploaded(AppIds.Gateway, bytes, took);
    }

    /// <summary>One that did not come through here: nobody knows how fast it was.</summary>
    public static void PutDirectly() => Count(TakenIn, "");

    public static void Failed(string code) => Count("failed", code);

    public static void Accepted(string pipeline) =>
        Jobs.Add(1, PlatformTelemetry.Service(AppIds.Gateway), new("pipeline", pipeline));

    private static void Count(string outcome, string code) =>
        Uploads.Add(1, PlatformTelemetry.Service(AppIds.Gateway), new("outcome", outcome), new("code", code));
}
