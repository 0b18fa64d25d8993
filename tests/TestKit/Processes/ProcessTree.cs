using System.Globalization;

namespace DaprProcessing.TestKit.Processes;

/// <summary>A process and what it started, as the system tells.</summary>
public static class ProcessTree
{
    private const string Listening = "0A";

    private static readonly string[] Engines = ["document-engine", "markup-engine", "speech-engine", "vision-engine"];

    /// <summary>The process itself first.</summary>
    public static IReadOnlyList<int> Of(int processId) => [processId, .. ChildrenOf(processId).SelectMany(Of)];

    public static IReadOnlyList<int> ChildrenOf(int processId)
    {
        try
        {
            return [.. Directory.GetDirectories($"/proc/{processId}/task")
                .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' '))
                .Where(child => child.Length > 0).Select(int.Parse).Distinct()];
        }
        catch (IOException)
        {
            // It, or a thread of it, has ended meanwhile.
            return [];
        }
    }

    /// <summary>It is one of the programs that alone touch documents.</summary>
    public static bool IsEngine(int processId) => Engines.Any(CommandLineOf(processId).Contains);

    /// <summary>Every thread of it is stopped: SIGSTOP reaches one after the other.</summary>
    public static bool StandsStill(int processId)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{processId}/task")
                .All(task => File.ReadAllText(Path.Combine(task, "stat")).Split(") ")[^1][0] == 'T');
        }
        catch (IOException)
        {
            // A thread of it has ended meanwhile.
            return false;
        }
    }

    /// <summary>The name of the program's file; empty where the process has ended.</summary>
    public static string ProgramOf(int processId) => Path.GetFileName(CommandLineOf(processId).Split(' ')[0]);

    /// <summary>Processor time it has used, in hundredths of a second.</summary>
    public static long CpuTicksOf(int processId)
    {
        try
        {
            // After the name: state, then ten fields, then user and system time.
            var fields = File.ReadAllText($"/proc/{processId}/stat").Split(") ")[^1].Split(' ');
            return long.Parse(fields[11]) + long.Parse(fields[12]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>What its descriptors lead to: paths, and sockets and pipes by their numbers.</summary>
    public static IEnumerable<string> OpenFilesOf(int processId) =>
        // None where one has been closed since they were listed.
        Directory.GetFiles($"/proc/{processId}/fd").Select(file => new FileInfo(file).LinkTarget).OfType<string>();

    /// <summary>The TCP ports it listens on, of either version of IP.</summary>
    public static IReadOnlyList<int> ListeningPortsOf(int processId)
    {
        var sockets = OpenFilesOf(processId).Where(file => file.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(file => file[8..^1]).ToHashSet();
        return [.. ((string[])["tcp", "tcp6"]).SelectMany(table => File.ReadLines($"/proc/{processId}/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[3] == Listening && sockets.Contains(fields[9]))
            .Select(fields => int.Parse(fields[1].Split(':')[1], NumberStyles.HexNumber)).Distinct()];
    }

    public static string CommandLineOf(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
