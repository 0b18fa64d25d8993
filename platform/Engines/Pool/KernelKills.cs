using System.Globalization;

namespace DaprProcessing.Engines.Pool;

/// <summary>How many processes the kernel has killed for want of memory, in this machine or in one of its containers.</summary>
internal static class KernelKills
{
    private const string Counters = "/proc/vmstat";
    private const string Name = "oom_kill ";

    /// <summary>Null where the kernel does not say.</summary>
    public static long? Count()
    {
        try
        {
            var line = File.ReadLines(Counters).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
            return line is null ? null : long.Parse(line.AsSpan(Name.Length), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
