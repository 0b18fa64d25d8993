namespace DaprProcessing.Local.Host.Running;

/// <summary>
/// How many files a process may have open. Asked before anything else is: each library that is loaded is one, and with few the
/// next one is not found.
/// </summary>
internal static class OpenFilesLimit
{
    // Connections of a dozen services, a store and a broker.
    private const long Least = 1024;

    private const string Limits = "/proc/self/limits";
    private const string Name = "Max open files";

    /// <returns>What is in the way, in one line; null where nothing is.</returns>
    public static string? Problem()
    {
        if (!File.Exists(Limits))
        {
            return null;
        }

        foreach (var line in File.ReadAllLines(Limits))
        {
            if (line.StartsWith(Name, StringComparison.Ordinal) && MostOf(line) is { } files && files < Least)
            {
                return $"dapr-processing: a process may have {files} files open here; {Least} are needed at least (ulimit -n)";
            }
        }

        return null;
    }

    // The lower of the two limits of a process is raised to the upper one by .NET itself.
    private static long? MostOf(string line) =>
        line[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var most, ..]
        && long.TryParse(most, out var files) ? files : null;
}
