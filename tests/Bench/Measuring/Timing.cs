using System.Diagnostics;

namespace DaprProcessing.Bench.Measuring;

/// <summary>Wall times, and the middle of several: single runs on a shared machine differ by a third.</summary>
internal static class Timing
{
    public static async Task<TimeSpan> OnceAsync(Func<Task> work)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(startedAt);
    }

    /// <summary>
    /// Measures all sides in turn, as often as there are rounds, every other round the other way about: a slow minute of the
    /// machine, or a warm cache, meets each of them.
    /// </summary>
    /// <returns>What was measured of each side.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<T>>> InTurnAsync<TSide, T>(
        IReadOnlyList<TSide> sides, int rounds, Func<TSide, Task<T>> measure)
    {
        var measured = sides.Select(_ => new List<T>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            var order = Enumerable.Range(0, sides.Count);
            foreach (var index in round % 2 == 0 ? order : order.Reverse())
            {
                measured[index].Add(await measure(sides[index]));
            }
        }

        return measured;
    }

    /// <summary>Callers that each do one unit of work after the other until the time is over.</summary>
    /// <returns>How long each unit took, and all of them together.</returns>
    public static async Task<(IReadOnlyList<TimeSpan> Each, TimeSpan All)> LoadAsync(int callers, TimeSpan time, Func<Task> work)
    {
        var each = new List<TimeSpan>();
        var startedAt = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(startedAt) < time)
            {
                var took = await OnceAsync(work);
                lock (each)
                {
                    each.Add(took);
                }
            }
        }));
        return (each, Stopwatch.GetElapsedTime(startedAt));
    }

    public static TimeSpan Percentile(IEnumerable<TimeSpan> times, double share)
    {
        var sorted = times.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }
}
