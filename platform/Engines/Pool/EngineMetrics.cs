using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace DaprProcessing.Engines.Pool;

/// <summary>Engine processes: how many there are, who waits for one, and why they end.</summary>
internal static class EngineMetrics
{
    private static readonly ConcurrentDictionary<EnginePool, string> Pools = new();

    // Services that share a process share its pools: theirs is the program's name then.
    private static readonly KeyValuePair<string, object?> Service = new("service", Assembly.GetEntryAssembly()?.GetName().Name);

    private static readonly Meter Meter = new("DaprProcessing.Engines");

    private static readonly Counter<long> EndedEngines = Meter.CreateCounter<long>(
        "dapr_processing_engine_ended", "{process}",
        "Engine processes that ended: recycled (worn out), idle, died, cancelled, or by the failure of their page.");

    static EngineMetrics()
    {
        Meter.CreateObservableUpDownCounter(
            "dapr_processing_engine_processes", () => Pools.Select(pool => Of(pool, pool.Key.Alive)), "{process}",
            "Engine processes alive.");
        Meter.CreateObservableUpDownCounter(
            "dapr_processing_engine_waiting", () => Pools.Select(pool => Of(pool, pool.Key.Waiting)), "{request}",
            "Requests that wait for an engine process.");
    }

    public static void Watch(EnginePool pool, string name) => Pools[pool] = name;

    public static void Forget(EnginePool pool) => Pools.TryRemove(pool, out _);

    public static void Ended(string pool, string reason) =>
        EndedEngines.Add(1, new("pool", pool), new("reason", reason), Service);

    private static Measurement<int> Of(KeyValuePair<EnginePool, string> pool, int value) =>
        new(value, new("pool", pool.Value), Service);
}
