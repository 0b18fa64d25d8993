using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native;

internal static unsafe partial class Libc
{
    private const string Library = "libc";

    public const int RlimitCpu = 0;
    public const int RlimitFileSize = 1;
    public const int RlimitData = 2;
    public const int RlimitCore = 4;
    public const int RlimitOpenFiles = 7;

    public const int SigInt = 2;
    public const int SigQuit = 3;
    public const nint SigIgnore = 1;

    public const int SigKill = 9;

    public const int PrSetNoNewPrivs = 38;
    public const int PrSetChildSubreaper = 36;

    [StructLayout(LayoutKind.Sequential)]
    public struct Rlimit
    {
        public ulong Current;
        public ulong Maximum;
    }

    [LibraryImport(Library, EntryPoint = "dup")]
    public static partial int Duplicate(int fd);

    [LibraryImport(Library, EntryPoint = "dup2")]
    public static partial int Duplicate(int fd, int onto);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(int folder, string path, int newFolder, string newPath, int flags);

    [LibraryImport(Library, EntryPoint = "getrlimit")]
    public static partial int GetLimit(int resource, out Rlimit limit);

    [LibraryImport(Library, EntryPoint = "setrlimit")]
    public static partial int SetLimit(int resource, in Rlimit limit);

    [LibraryImport(Library, EntryPoint = "prctl")]
    public static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(nint number, nint a, nint b, void* c);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(nint number, void* a, nint b, nint c);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(nint number, nint a, nint b, void* c, nint d);

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "fork", SetLastError = true)]
    public static partial int Fork();

    [LibraryImport(Library, EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Execute(string path, nint arguments, nint environment);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int processId, int signal);

    [LibraryImport(Library, EntryPoint = "setsid")]
    public static partial int NewSession();

    [LibraryImport(Library, EntryPoint = "getsid")]
    public static partial int SessionOf(int processId);

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int fd);

    [LibraryImport(Library, EntryPoint = "read")]
    public static partial nint Read(int fd, void* buffer, nuint bytes);

    [LibraryImport(Library, EntryPoint = "getppid")]
    public static partial int ParentId();

    [LibraryImport(Library, EntryPoint = "signal")]
    public static partial nint Signal(int signal, nint handler);

    [LibraryImport(Library, EntryPoint = "_exit")]
    public static partial void Exit(int status);

    [LibraryImport(Library, EntryPoint = "fopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint FileOpen(string path, string mode);

    [LibraryImport(Library, EntryPoint = "fclose")]
    public static partial int FileClose(nint file);

    public static void WithFile(string path, Action<nint> read)
    {
        var file = FileOpen(path, "rb");
        if (file == 0)
        {
            throw new IOException("The document's file cannot be opened.");
        }

        read(file);
        _ = FileClose(file);
    }

    [LibraryImport(Library, EntryPoint = "malloc")]
    public static partial void* Allocate(nuint bytes);
}
