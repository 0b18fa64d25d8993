using System.Collections.Concurrent;
using DaprProcessing.Components;

namespace DaprProcessing.JetStream.Tests;

/// <summary>Records what a handler was given, and how many ran at once.</summary>
internal sealed class Deliveries
{
    private readonly ConcurrentQueue<Delivery> _all = new();
    private int _running;
    private int _mostAtOnce;

    public IReadOnlyCollection<Delivery> All => _all;

    public int Count => _all.Count;

    public int MostAtOnce => _mostAtOnce;

    public IEnumerable<string> Texts => _all.Select(delivery => delivery.Text());

    /// <summary>A handler that records, works for that long and answers.</summary>
    public DeliveryHandler Handler(
        TimeSpan work = default, DeliveryOutcome outcome = DeliveryOutcome.Ack) => async (delivery, cancellationToken) =>
    {
        _all.Enqueue(delivery);
        var running = Interlocked.Increment(ref _running);
        InterlockedMax(ref _mostAtOnce, running);
        try
        {
            await Task.Delay(work, cancellationToken);
            return outcome;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    };

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen)
            {
                return;
            }
        }
    }
}
