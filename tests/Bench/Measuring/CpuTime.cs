using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.Bench.Measuring;

/// <summary>
/// Processor time, user and system, of a process and all that it started; a busy machine makes it hardly longer.
/// </summary>
/// <param name="Platform">Services, runtime and broker.</param>
/// <param name="Engines">The programs that work on pages, those that have ended meanwhile included.</param>
internal readonly record struct CpuTime(TimeSpan Platform, TimeSpan Engines)
{
    private const int TicksPerSecond = 100;

    public TimeSpan Total => Platform + Engines;

    /// <summary>Until now.</summary>
    public static CpuTime Of(int processId)
    {
        var (platform, engines) = (0L, 0L);
        foreach (var id in ProcessTree.Of(processId))
        {
            var (own, ended) = Read(id);
            // What ends below a platform are engines: each is exchanged after so many pages. The broker lives as long as the
            // platform.
            (platform, engines) = ProcessTree.IsEngine(id) ? (platform, engines + own + ended)
                : (platform + own, engines + ended);
        }

        return new CpuTime(ToTime(platform), ToTime(engines));
    }

    /// <summary>Of tools that the work starts from this process, and that have ended by its end.</summary>
    public static async Task<TimeSpan> OfToolsWhileAsync(Func<Task> work)
    {
        var (_, before) = Read(Environment.ProcessId);
        await work();
        return ToTime(Read(Environment.ProcessId).EndedChildren - before);
    }

    public static CpuTime operator +(CpuTime one, CpuTime other) =>
        new(one.Platform + other.Platform, one.Engines + other.Engines);

    public static CpuTime operator -(CpuTime later, CpuTime earlier) =>
        new(later.Platform - earlier.Platform, later.Engines - earlier.Engines);

    public static CpuTime operator /(CpuTime time, int count) => new(time.Platform / count, time.Engines / count);

    // Fields 14 to 17 of /proc/PID/stat: utime, stime, cutime, cstime; the name before them, in brackets, may hold spaces.
    private static (long Own, long EndedChildren) Read(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[11]) + long.Parse(fields[12]), long.Parse(fields[13]) + long.Parse(fields[14]));
        }
        catch (IOException)
        {
            return (0, 0); // It has ended: its time is among its parent's ended children.
        }
    }

    private static TimeSpan ToTime(long ticks) => TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
}
