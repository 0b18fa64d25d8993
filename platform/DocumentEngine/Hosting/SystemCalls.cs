using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Hosting;

/// <summary>The kernel's numbers of system calls, which differ by architecture.</summary>
/// <param name="Architecture">As seccomp names it (AUDIT_ARCH).</param>
/// <param name="Kill">With a process as its first argument.</param>
/// <param name="ThreadKill">tgkill, likewise.</param>
internal sealed record SystemCalls(
    uint Architecture, nint Seccomp, uint CloneCall, uint Clone3Call, uint Kill, uint ThreadKill)
{
    /// <summary>socket, connect, bind, listen, accept, accept4.</summary>
    public required IReadOnlyList<uint> Sockets { get; init; }

    /// <summary>execve, execveat; on x64 also fork and vfork.</summary>
    public required IReadOnlyList<uint> Starts { get; init; }

    /// <summary>setpgid, setsid.</summary>
    public required IReadOnlyList<uint> Groups { get; init; }

    /// <summary>
    /// ptrace, process_vm_readv, process_vm_writev, pidfd_getfd · mount, umount2, pivot_root, chroot, unshare, setns,
    /// open_by_handle_at · bpf, perf_event_open, userfaultfd, io_uring_setup · add_key, request_key, keyctl · kexec_load,
    /// init_module, finit_module · tkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send_signal.
    /// </summary>
    public required IReadOnlyList<uint> Others { get; init; }

    /// <summary>access, or faccessat where there is no such call; and which of its arguments is what is asked for.</summary>
    public required (uint Call, uint Argument) Access { get; init; }

    /// <summary>What no engine may ask for.</summary>
    public IEnumerable<uint> Forbidden => [.. Sockets, .. Starts, .. Others];

    /// <summary>What a program that an engine is not may ask for neither: it starts others, and has sockets of its own.</summary>
    public IEnumerable<uint> ForbiddenToTools => [Connect, Kill, .. Groups, .. Others];

    public uint Socket => Sockets[0];

    private uint Connect => Sockets[1];

    private static SystemCalls X64 { get; } = new(0xC000003E, 317, 56, 435, 62, 234)
    {
        Sockets = [41, 42, 49, 50, 43, 288],
        Starts = [59, 322, 57, 58],
        Groups = [109, 112],
        Access = (21, 1),
        Others =
        [
            101, 310, 311, 438, 165, 166, 155, 161, 272, 308, 304, 321, 298, 323, 425, 248, 249, 250, 246, 175, 313, 200, 129,
            297, 424,
        ],
    };

    private static SystemCalls Arm64 { get; } = new(0xC00000B7, 277, 220, 435, 129, 131)
    {
        Sockets = [198, 203, 200, 201, 202, 242],
        Starts = [221, 281],
        Groups = [154, 157],
        Access = (48, 2),
        Others =
        [
            117, 270, 271, 438, 40, 39, 41, 51, 97, 268, 265, 280, 241, 282, 425, 217, 218, 219, 104, 105, 273, 130, 138, 240,
            424,
        ],
    };

    /// <summary>Null for an architecture that is not known here.</summary>
    public static SystemCalls? Of(Architecture architecture) => architecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => X64,
        System.Runtime.InteropServices.Architecture.Arm64 => Arm64,
        _ => null,
    };
}
