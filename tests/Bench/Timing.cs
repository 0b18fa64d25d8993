using System.Diagnostics;

namespace DaprProcessing.Bench;

/// <summary>Wall times, and the median of several: single runs on a shared machine differ by a third.</summary>
internal static class Timing
{
    public static async Task<TimeSpan> OnceAsync(Func<Task> work)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(startedAt);
    }

    /// <summary>Both in turn, so that a slow minute of the machine meets both; the median of each.</summary>
    public static async Task<(TimeSpan Ours, TimeSpan Peer)> InTurnAsync(int rounds, Func<Task> ours, Func<Task> peer)
    {
        var times = new List<(TimeSpan Ours, TimeSpan Peer)>();
        for (var round = 0; round < rounds; round++)
        {
            times.Add((await OnceAsync(ours), await OnceAsync(peer)));
        }

        return (Percentile(times.Select(time => time.Ours), 0.5), Percentile(times.Select(time => time.Peer), 0.5));
    }

    public static TimeSpan Percentile(IEnumerable<TimeSpan> times, double share)
    {
        var sorted = times.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }
}
