using System.Globalization;
using DaprProcessing.DocumentEngine.Native;

namespace DaprProcessing.DocumentEngine.Hosting;

/// <summary>What the kernel holds the engine to, whatever a document makes the parser do.</summary>
internal static class ProcessLimits
{
    private const ulong MaxFileBytes = 1UL << 30;
    private const ulong MaxOpenFiles = 256;
    private const ulong Unlimited = ulong.MaxValue;

    /// <summary>False where the kernel cannot filter system calls: then only the limits hold.</summary>
    public static bool Apply()
    {
        Set(Libc.RlimitCore, 0, 0);
        Set(Libc.RlimitFileSize, MaxFileBytes, MaxFileBytes);
        Set(Libc.RlimitOpenFiles, MaxOpenFiles, MaxOpenFiles);

        // Private writable memory, not address space: .NET reserves far more addresses than it ever uses.
        if (ulong.TryParse(
            Environment.GetEnvironmentVariable("ENGINE_DATA_LIMIT_BYTES"), CultureInfo.InvariantCulture, out var dataBytes))
        {
            Set(Libc.RlimitData, dataBytes, dataBytes);
        }

        // Ctrl+C in a terminal reaches the whole process group; the pool decides when an engine ends.
        Libc.Signal(Libc.SigInt, Libc.SigIgnore);
        Libc.Signal(Libc.SigQuit, Libc.SigIgnore);
        return SystemCallFilter.Apply();
    }

    /// <summary>Moves the processor-time limit ahead of what has been used, so that it is one per request.</summary>
    public static void GrantCpu(int seconds)
    {
        if (seconds > 0)
        {
            var used = (ulong)Environment.CpuUsage.TotalTime.TotalSeconds;
            Set(Libc.RlimitCpu, used + (ulong)seconds + 1, Unlimited);
        }
    }

    private static void Set(int resource, ulong current, ulong maximum)
    {
        if (Libc.GetLimit(resource, out var present) == 0)
        {
            // A limit set from outside (container, service manager) may already be lower, and cannot be raised.
            var limit =
                new Libc.Rlimit { Current = Math.Min(current, present.Maximum), Maximum = Math.Min(maximum, present.Maximum) };
            _ = Libc.SetLimit(resource, limit);
        }
    }
}
