using System.Diagnostics;

namespace DaprProcessing.Stages.Work;

/// <summary>A process, told apart from a later one with the same number.</summary>
public sealed record WorkOwner(string Machine, int ProcessId, long StartedAtTicks)
{
    public static WorkOwner This { get; } = Of(Process.GetCurrentProcess());

    /// <summary>
    /// True only where that is certain: same machine, and no such process any more. A killed worker's chunk need not wait for its
    /// lease.
    /// </summary>
    public bool IsGone()
    {
        if (Machine != This.Machine)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return Of(process) != this;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (InvalidOperationException)
        {
            // It exited between the two looks.
            return true;
        }
    }

    private static WorkOwner Of(Process process) =>
        new(Environment.MachineName, process.Id, process.StartTime.ToUniversalTime().Ticks);
}
