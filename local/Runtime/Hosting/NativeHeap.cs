using System.Runtime.InteropServices;

namespace DaprProcessing.Local.Runtime.Hosting;

/// <summary>
/// glibc gives every few threads a heap of their own and keeps what the just-in-time compiler and SQLite have freed there. Two
/// are enough for programs whose memory is mostly managed, and an idle platform is some 18 MB smaller for it.
/// </summary>
public static class NativeHeap
{
    private const int ArenaMax = -8;
    private const int Arenas = 2;

    /// <summary>
    /// To be called before threads start: heaps that are there stay. Does nothing where the C library knows no such setting.
    /// </summary>
    public static void LimitArenas()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("MALLOC_ARENA_MAX") is not null)
        {
            return;
        }

        try
        {
            _ = MallOpt(ArenaMax, Arenas);
        }
        catch (EntryPointNotFoundException)
        {
            // musl: one heap for all anyway.
            return;
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int MallOpt(int parameter, int value);
}
