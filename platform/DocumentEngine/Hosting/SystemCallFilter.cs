using System.Runtime.InteropServices;
using DaprProcessing.DocumentEngine.Native;

namespace DaprProcessing.DocumentEngine.Hosting;

/// <summary>
/// What an engine that a document has taken over may not ask of the kernel: the network, other programs, other processes and
/// signals to them, the mounts. A seccomp filter over all threads; a refused call fails with EPERM, as where a right is missing.
/// </summary>
internal static unsafe class SystemCallFilter
{
    // struct seccomp_data { int nr; __u32 arch; __u64 instruction_pointer; __u64 args[6]; }
    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint FirstArgumentOffset = 16;

    // BPF: load a word, jump if equal, if at least, if bits are set, return.
    private const ushort Load = 0x20;
    private const ushort JumpEqual = 0x15;
    private const ushort JumpAtLeast = 0x35;
    private const ushort JumpBits = 0x45;
    private const ushort Return = 0x06;

    private const uint Allow = 0x7FFF0000;
    private const uint RefuseAsForbidden = 0x00050000 | 1;
    private const uint RefuseAsDenied = 0x00050000 | 13;
    private const uint RefuseAsUnknown = 0x00050000 | 38;

    /// <summary>On x64 the same calls once more, with pointers of 32 bits (x32).</summary>
    private const uint OtherCalls = 0x40000000;

    private const uint CloneThread = 0x10000;
    private const nint SetModeFilter = 1;
    private const nint AllThreads = 1;
    private const nint ThisThread = 0;

    private const uint UnixSockets = 1;
    private const uint ToWrite = 2;

    /// <summary>False where the kernel has no such filters, or the machine is of a kind that is not known here.</summary>
    public static bool Apply() => Apply(calls => Program(calls, (uint)Environment.ProcessId), AllThreads);

    /// <summary>
    /// For programs that this thread is to start, and for itself: they have no network, reach no socket of others, and stay in
    /// the session they are started in.
    /// </summary>
    public static bool ApplyToTools() => Apply(ProgramOfTools, ThisThread);

    private static bool Apply(Func<SystemCalls, Instruction[]> programOf, nint threads)
    {
        if (SystemCalls.Of(RuntimeInformation.ProcessArchitecture) is not { } calls
            || Libc.ProcessControl(Libc.PrSetNoNewPrivs, 1, 0, 0, 0) != 0)
        {
            return false;
        }

        var filter = programOf(calls);
        fixed (Instruction* first = filter)
        {
            var program = new FilterProgram { Length = (ushort)filter.Length, First = first };
            return Libc.SystemCall(calls.Seccomp, SetModeFilter, threads, &program) == 0;
        }
    }

    private static Instruction[] ProgramOfTools(SystemCalls calls) =>
    [
        .. Refusing(calls, calls.ForbiddenToTools),
        // Whether it may write somewhere: the kernel answers without a look at rules for files (Landlock), and a program that
        // believes it goes where it cannot write. LibreOffice puts its socket into /tmp by that, and elsewhere on a no.
        new(JumpEqual, calls.Access.Call, IfFalse: 4),
        new(Load, FirstArgumentOffset + (calls.Access.Argument * sizeof(ulong))),
        new(JumpEqual, ToWrite, IfFalse: 1),
        new(Return, RefuseAsDenied),
        new(Return, Allow),
        new(JumpEqual, calls.Socket, IfFalse: 3),
        new(Load, FirstArgumentOffset),
        new(JumpEqual, UnixSockets, IfTrue: 1),
        new(Return, RefuseAsForbidden),
        new(Return, Allow),
    ];

    private static Instruction[] Refusing(SystemCalls calls, IEnumerable<uint> forbidden) =>
    [
        new(Load, ArchitectureOffset),
        // Numbers of another architecture's calls (32-bit ones on a 64-bit kernel) mean something else.
        new(JumpEqual, calls.Architecture, IfTrue: 1),
        new(Return, RefuseAsForbidden),
        new(Load, NumberOffset),
        new(JumpAtLeast, OtherCalls, IfFalse: 1),
        new(Return, RefuseAsForbidden),
        .. forbidden.SelectMany(number => (Instruction[])
            [new(JumpEqual, number, IfFalse: 1), new(Return, RefuseAsForbidden)]),
    ];

    private static Instruction[] Program(SystemCalls calls, uint ownId) =>
    [
        .. Refusing(calls, calls.Forbidden),
        // Its flags are behind a pointer; the C library falls back to clone.
        new(JumpEqual, calls.Clone3Call, IfFalse: 1),
        new(Return, RefuseAsUnknown),
        // The runtime stops its threads by signals: to this process, and to no other, nor to a group of them.
        new(JumpEqual, calls.Kill, IfTrue: 1),
        new(JumpEqual, calls.ThreadKill, IfFalse: 4),
        new(Load, FirstArgumentOffset),
        new(JumpEqual, ownId, IfTrue: 1),
        new(Return, RefuseAsForbidden),
        new(Return, Allow),
        // A thread may be made, a process not.
        new(JumpEqual, calls.CloneCall, IfFalse: 3),
        new(Load, FirstArgumentOffset),
        new(JumpBits, CloneThread, IfTrue: 1),
        new(Return, RefuseAsForbidden),
        new(Return, Allow),
    ];

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value)
    {
        public Instruction(ushort code, uint value, byte IfTrue = 0, byte IfFalse = 0)
            : this(code, IfTrue, IfFalse, value)
        {
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct FilterProgram
    {
        public ushort Length;
        public Instruction* First;
    }
}
