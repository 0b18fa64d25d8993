namespace DaprProcessing.Engines.Tools;

/// <summary>What the exit status of a program tells, as a shell has it: a signal's number above 128.</summary>
internal static class ToolEnd
{
    private const int Signalled = 128;

    /// <summary>SIGHUP, SIGINT, SIGKILL, SIGTERM: no program does that to itself over its input.</summary>
    public static bool IsKilledFromOutside(int exitCode) => (exitCode - Signalled) is 1 or 2 or 9 or 15;
}
