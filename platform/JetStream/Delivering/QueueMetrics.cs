using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace DaprProcessing.JetStream;

/// <summary>How long the queues are: each message says how many wait behind it, so that nobody has to be asked.</summary>
internal static class QueueMetrics
{
    private static readonly ConcurrentDictionary<PullTarget, ulong> Waiting = new();

    private static readonly Meter Meter = new("DaprProcessing.JetStream");

    private static readonly Counter<long> Redelivered = Meter.CreateCounter<long>(
        "dapr_processing_queue_redeliveries", "{message}", "Messages that a consumer was handed again.");

    static QueueMetrics() => Meter.CreateObservableGauge(
        "dapr_processing_queue_waiting",
        () => Waiting.Select(queue => new Measurement<long>((long)Math.Min(queue.Value, long.MaxValue), LabelsOf(queue.Key))),
        "{message}", "Messages that waited when the consumer was last handed one, or was told that there are none.");

    public static void Delivered(AckSubject origin)
    {
        var queue = new PullTarget(origin.Stream, origin.Consumer);
        Waiting[queue] = origin.Pending;
        if (origin.Delivered > 1)
        {
            Redelivered.Add(1, LabelsOf(queue));
        }
    }

    /// <summary>The server has had nothing for a request.</summary>
    public static void Empty(PullTarget queue) => Waiting[queue] = 0;

    private static KeyValuePair<string, object?>[] LabelsOf(PullTarget queue) =>
        [new("stream", queue.Stream), new("consumer", queue.Consumer)];
}
