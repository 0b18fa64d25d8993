using System.Runtime.InteropServices;
using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Hosting;

/// <summary>What a hostile page can do to a parser, on demand, so that the pool's tests meet the real thing.</summary>
internal static unsafe class TestFaults
{
    private const string Open = "open ";
    private const string Make = "make ";
    private const int Forbidden = 1;
    private const int Denied = 13;
    private const int CreateToWrite = 0x41;

    private static bool AreAllowed => Environment.GetEnvironmentVariable("ENGINE_TEST_FAULTS") == "1";

    /// <summary>What a file with such a name does to the first parser: <c>name.crash</c>, <c>name.hang</c>.</summary>
    public static void CommitOn(string path)
    {
        if (AreAllowed && Path.GetExtension(path) is { Length: > 1 } fault)
        {
            Commit(fault[1..]);
        }
    }

    public static EngineReply Commit(string? fault)
    {
        if (!AreAllowed)
        {
            throw EngineFault.UnknownRequest;
        }

        switch (fault)
        {
            case "crash":
                *(int*)1 = 1;
                break;
            case "exit":
                Libc.Exit(7);
                break;
            case "spin":
                SpinForever();
                break;
            case "hang":
                Thread.CurrentThread.Join(Timeout.Infinite);
                break;
            case "pause":
                Thread.CurrentThread.Join(TimeSpan.FromMilliseconds(200));
                break;
            case "memory":
                EatMemory();
                break;
            case "socket":
                Refused(Libc.Socket(domain: 2, type: 1, protocol: 0));
                break;
            case "fork":
                Refused(Libc.Fork());
                break;
            case "kill":
                // Signal 0 only asks whether one might.
                Refused(Libc.Kill(Libc.ParentId(), 0));
                Allowed(Libc.Kill(Environment.ProcessId, 0));
                break;
            case "other-calls":
                // getpid of x32, which a kernel without it does not know: refused before that.
                Refused((int)Libc.SystemCall(39 | 0x40000000, 0, 0, null));
                break;
            case not null when fault.StartsWith(Open, StringComparison.Ordinal):
                Refused(Libc.Open(fault[Open.Length..], flags: 0), Denied);
                break;
            case not null when fault.StartsWith(Make, StringComparison.Ordinal):
                Refused(Libc.Open(fault[Make.Length..], CreateToWrite), Denied);
                break;
            case "execute":
                Refused(Libc.Execute("/bin/true", 0, 0));
                break;
        }

        return new EngineReply();
    }

    private static void Refused(int result, int error = Forbidden)
    {
        if (result != -1 || Marshal.GetLastPInvokeError() != error)
        {
            Libc.Exit(8);
        }
    }

    private static void Allowed(int result)
    {
        if (result != 0)
        {
            Libc.Exit(8);
        }
    }

    private static void SpinForever()
    {
        while (true)
        {
            Thread.SpinWait(1000);
        }
    }

    private static void EatMemory()
    {
        const int BlockBytes = 16 << 20;
        while (true)
        {
            var block = Libc.Allocate(BlockBytes);
            if (block == null)
            {
                // As native libraries do it where memory ends.
                Libc.Exit(1);
            }

            new Span<byte>(block, BlockBytes).Fill(1);
        }
    }
}
