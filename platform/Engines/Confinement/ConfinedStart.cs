using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace DaprProcessing.Engines.Confinement;

/// <summary>Starts a program that keeps to a folder and what it may read.</summary>
internal static class ConfinedStart
{
    private static readonly Lazy<bool> Prepared = new(Prepare);

    /// <param name="folder">Where it may write.</param>
    /// <param name="readable">What it may read beside the system's own files.</param>
    public static Process Start(ProcessStartInfo start, string folder, IEnumerable<string> readable)
    {
        _ = Prepared.Value;
        Process? process = null;
        ExceptionDispatchInfo? problem = null;

        // The rules are a thread's, and of what it starts: this one has nothing else to do, and ends. So all threads of the
        // program have them from its first instruction on, and it costs no more than a start without.
        var thread = new Thread(() =>
        {
            try
            {
                FileAccessRules.Apply(folder, readable, alone: false);
                process = Process.Start(start);
            }
            catch (Exception error)
            {
                problem = ExceptionDispatchInfo.Capture(error);
            }
        })
        {
            IsBackground = true,
            Name = "engine start",
        };
        thread.Start();
        thread.Join();
        problem?.Throw();
        return process ?? throw new InvalidOperationException("The engine program did not start.");
    }

    // Starting the first process, the runtime makes a thread that is to serve this one for good: it is not to have the rules.
    private static bool Prepare()
    {
        try
        {
            using var process = Process.Start("/bin/true");
            process.WaitForExit();
        }
        catch (Win32Exception)
        {
            // It is not there, and was tried.
        }

        return true;
    }
}
