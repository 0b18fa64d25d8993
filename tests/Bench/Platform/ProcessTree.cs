using System.Globalization;

namespace DaprProcessing.Bench.Platform;

/// <summary>A process and everything it started: broker, engines.</summary>
internal sealed class ProcessTree(int rootProcessId)
{
    /// <summary>Resident memory of the root process alone.</summary>
    public long RootResidentBytes => ResidentBytes(rootProcessId);

    /// <summary>Resident memory of all, with what they share counted once per process: an upper bound.</summary>
    public long TotalResidentBytes => Members().Sum(ResidentBytes);

    /// <summary>Samples the total until <paramref name="work"/> is done; returns the highest.</summary>
    public async Task<long> PeakWhileAsync(Task work)
    {
        var peak = TotalResidentBytes;
        while (await Task.WhenAny(work, Task.Delay(100)) != work)
        {
            peak = Math.Max(peak, TotalResidentBytes);
        }

        await work;
        return peak;
    }

    private List<int> Members()
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Parent: Status(id, "PPid:")))
            .ToLookup(process => (int)process.Parent, process => process.Id);
        var members = new List<int> { rootProcessId };
        for (var index = 0; index < members.Count; index++)
        {
            members.AddRange(parents[members[index]]);
        }

        return members;
    }

    private static long ResidentBytes(int processId) => Status(processId, "VmRSS:") * 1024;

    /// <summary>A number of /proc/…/status; 0 where the process is gone.</summary>
    private static long Status(int processId, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[name.Length..].Replace("kB", "").Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
