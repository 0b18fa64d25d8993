using System.Globalization;

namespace DaprProcessing.Engines.Pool;

internal static class ProcessMemory
{
    /// <summary>Resident memory of a process; 0 once it is gone.</summary>
    public static long ResidentBytes(int processId)
    {
        try
        {
            // Pages: size, resident, shared, …
            var fields = File.ReadAllText($"/proc/{processId}/statm").Split(' ');
            return fields.Length > 1 ? long.Parse(fields[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
