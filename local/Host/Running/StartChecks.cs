using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DaprProcessing.Local.Host.Running;

/// <summary>What would make a start fail after seconds, found before anything is started.</summary>
internal static class StartChecks
{
    private const string Limits = "/proc/self/limits";
    private const string OpenFiles = "Max open files";

    // Connections of a dozen services, a store and a broker.
    private const long LeastOpenFiles = 1024;

    /// <exception cref="IOException">Says in a sentence what is in the way.</exception>
    public static void Run(int port)
    {
        CheckPort(port);
        if (File.Exists(Limits))
        {
            CheckOpenFiles(File.ReadLines(Limits));
        }
    }

    private static void CheckPort(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException error)
        {
            throw new IOException($"port {port} cannot be listened to: {error.Message}", error);
        }
    }

    // The lower of the two limits of a process is raised to the upper one by .NET itself.
    private static void CheckOpenFiles(IEnumerable<string> limits)
    {
        var line = limits.FirstOrDefault(limit => limit.StartsWith(OpenFiles, StringComparison.Ordinal));
        var columns = line?[OpenFiles.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (columns is [_, var most, ..] && long.TryParse(most, CultureInfo.InvariantCulture, out var files)
            && files < LeastOpenFiles)
        {
            throw new IOException(
                $"a process may have {files} files open here; {LeastOpenFiles} are needed at least (ulimit -n)");
        }
    }
}
