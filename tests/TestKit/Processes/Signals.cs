using System.Runtime.InteropServices;

namespace DaprProcessing.TestKit.Processes;

/// <summary>What the system can do to processes. Those that are gone already are left in peace.</summary>
public static class Signals
{
    private const int Interrupted = 2;
    private const int Killed = 9;
    private const int Terminated = 15;
    private const int Continued = 18;
    private const int Stopped = 19;

    public static void Kill(IEnumerable<int> processIds) => Send(processIds, Killed);

    /// <summary>SIGTERM: asked to end.</summary>
    public static void Terminate(IEnumerable<int> processIds) => Send(processIds, Terminated);

    /// <summary>SIGINT to a whole group of processes: what a terminal does at Ctrl-C.</summary>
    /// <param name="leaderId">The process that leads it.</param>
    public static void InterruptGroup(int leaderId) => Send([-leaderId], Interrupted);

    /// <summary>SIGSTOP: alive, connected, and doing nothing, as after a long pause of its machine.</summary>
    public static void Stop(IEnumerable<int> processIds) => Send(processIds, Stopped);

    public static void Continue(IEnumerable<int> processIds) => Send(processIds, Continued);

    private static void Send(IEnumerable<int> processIds, int signal)
    {
        foreach (var id in processIds)
        {
            _ = Deliver(id, signal);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Deliver(int processId, int signal);
}
