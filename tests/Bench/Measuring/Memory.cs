using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.Bench.Measuring;

/// <summary>Resident memory.</summary>
internal static class Memory
{
    public static long ResidentBytes(int processId)
    {
        try
        {
            const string Field = "VmRSS:";
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(
                line => line.StartsWith(Field, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[Field.Length..].Replace("kB", "").Trim()) * 1024;
        }
        catch (IOException)
        {
            return 0; // It has ended.
        }
    }

    /// <summary>Of a process and all that it started, with what they share counted once per process: an upper bound.</summary>
    public static long TreeResidentBytes(int processId) => ProcessTree.Of(processId).Sum(ResidentBytes);

    /// <summary>Looks until <paramref name="work"/> is done; returns the highest.</summary>
    public static async Task<long> PeakWhileAsync(int processId, Task work)
    {
        var peak = TreeResidentBytes(processId);
        while (await Task.WhenAny(work, Task.Delay(100)) != work)
        {
            peak = Math.Max(peak, TreeResidentBytes(processId));
        }

        await work;
        return peak;
    }
}
