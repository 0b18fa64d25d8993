using System.Diagnostics.Metrics;

namespace DaprProcessing.Platform.Hosting.Telemetry;

/// <summary>Messages that the broker brings, and how often it had to bring one again.</summary>
internal static class DeliveryMetrics
{
    private static readonly Counter<long> Deliveries = PlatformTelemetry.Meter.CreateCounter<long>(
        "dapr_processing_deliveries", "{message}",
        "Messages delivered to a service: for the first time, again, or by a broker that does not say which.");

    private static readonly Counter<long> DeadLetters = PlatformTelemetry.Meter.CreateCounter<long>(
        "dapr_processing_dead_letters", "{message}", "Messages put aside because no replica of this version can read them.");

    /// <param name="count">How often the broker has handed the message out; null where it does not say.</param>
    public static void Delivered(string service, string topic, int? count) => Deliveries.Add(
        1, PlatformTelemetry.Service(service), new("topic", topic), new("delivery", count switch
        {
            null => "unknown",
            1 => "first",
            _ => "again",
        }));

    public static void DeadLettered(string service, string topic) =>
        DeadLetters.Add(1, PlatformTelemetry.Service(service), new("topic", topic));
}
