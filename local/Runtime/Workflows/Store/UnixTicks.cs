using Google.Protobuf.WellKnownTypes;

namespace DaprProcessing.Local.Runtime.Workflows.Store;

/// <summary>Times as stored: 100 ns ticks since the Unix epoch.</summary>
internal static class UnixTicks
{
    public static long ToUnixTicks(this DateTimeOffset time) => time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    public static Timestamp ToTimestamp(long ticks)
    {
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        if (rest < 0)
        {
            seconds--;
            rest += TimeSpan.TicksPerSecond;
        }

        return new Timestamp { Seconds = seconds, Nanos = (int)(rest * 100) };
    }

    /// <summary>Clamped to the years 1 to 9999: a worker may send anything, and "never" is the end of 9999.</summary>
    public static long FromTimestamp(Timestamp timestamp)
    {
        var min = DateTimeOffset.MinValue.ToUnixTicks() / TimeSpan.TicksPerSecond;
        var max = DateTimeOffset.MaxValue.ToUnixTicks() / TimeSpan.TicksPerSecond;
        var seconds = Math.Clamp(timestamp.Seconds, min, max);
        return (seconds * TimeSpan.TicksPerSecond) + (Math.Clamp(timestamp.Nanos, 0, 999_999_999) / 100);
    }
}
