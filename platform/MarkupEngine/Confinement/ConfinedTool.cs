using System.Diagnostics;
using System.Globalization;
using DaprProcessing.Engines.Confinement;

namespace DaprProcessing.MarkupEngine.Confinement;

/// <summary>
/// Runs another program on a stranger's file: <c>confine FOLDER READABLE… -- PROGRAM ARGUMENT…</c>. The program writes to the
/// folder alone, reads that, what is readable and the system's own files, and has no network. It ends with whoever started it,
/// which is known by the end of standard input, and leaves no process behind.
/// </summary>
internal static unsafe class ConfinedTool
{
    public const string Verb = "confine";

    private const int ReadOnly = 0;
    private const int CannotRun = 126;

    public static int Run(string[] arguments)
    {
        var split = Array.IndexOf(arguments, "--");
        if (split < 1 || split == arguments.Length - 1)
        {
            Console.Error.WriteLine("usage: confine FOLDER READABLE… -- PROGRAM ARGUMENT…");
            return 2;
        }

        // Its children stay in the session: whatever becomes of their parents, they are found by it.
        _ = Libc.NewSession();
        _ = Libc.ProcessControl(Libc.PrSetChildSubreaper, 1, 0, 0, 0);
        var end = Libc.Duplicate(0);
        _ = Libc.Duplicate(Libc.Open("/dev/null", ReadOnly), 0);
        new Thread(() => EndWith(end), maxStackSize: 64 * 1024) { IsBackground = true, Name = "end" }.Start();

        // A thread of its own: what it gives up its children have not, and this one still needs it.
        var status = CannotRun;
        var tool = new Thread(() => status = RunConfined(arguments[0], arguments[1..split], arguments[(split + 1)..]));
        tool.Start();
        tool.Join();
        while (KillChildren())
        {
            Thread.Yield();
        }

        return status;
    }

    /// <summary>
    /// The rules for files last, and then only what has run before: this thread will not read the runtime's own files either,
    /// which may lie anywhere, and the runtime reads them when it first needs them.
    /// </summary>
    private static int RunConfined(string folder, string[] readable, string[] command)
    {
        StartAndWait("/bin/true", [], folder);
        if (!File.Exists(command[0]))
        {
            Console.Error.WriteLine($"confine: {command[0]} is not there");
            return CannotRun;
        }

        var arguments = command[1..];
        if (!SystemCallFilter.ApplyToTools())
        {
            Console.Error.WriteLine("confine: the kernel cannot keep the network from the program (seccomp)");
        }

        if (!FileAccessRules.CanApply)
        {
            Console.Error.WriteLine("confine: the kernel cannot keep files from the program (Landlock)");
        }

        FileAccessRules.Apply(folder, readable, alone: true);
        return StartAndWait(command[0], arguments, folder);
    }

    private static int StartAndWait(string program, string[] arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>The whole group, this process with it: none of them can have left it.</summary>
    private static void EndWith(int descriptor)
    {
        byte nothing;
        while (Libc.Read(descriptor, &nothing, 1) > 0)
        {
            // What is said there means nothing: its end does.
        }

        _ = Libc.Kill(0, Libc.SigKill);
    }

    /// <summary>False where there are none left.</summary>
    private static bool KillChildren()
    {
        var any = false;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && id != Environment.ProcessId && Libc.SessionOf(id) == Environment.ProcessId && !IsDead(folder))
            {
                any |= Libc.Kill(id, Libc.SigKill) == 0;
            }
        }

        return any;
    }

    // A dead child whose end nobody has asked for is still there.
    private static bool IsDead(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart().StartsWith("Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
