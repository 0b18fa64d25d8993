using System.Runtime.InteropServices;

namespace DaprProcessing.Engines.Confinement;

/// <summary>
/// What files this thread, and the programs it starts, may open from now on (Landlock): a document that names a file of the
/// machine, as office files may, gets nothing of it, and neither does one that takes its reader over.
/// </summary>
internal static unsafe class FileAccessRules
{
    // The same numbers on every architecture.
    private const nint CreateRuleset = 444;
    private const nint AddRule = 445;
    private const nint RestrictSelf = 446;

    private const nint AskVersion = 1;
    private const nint PathBeneath = 1;

    private const ulong Execute = 1 << 0, Write = 1 << 1, Read = 1 << 2, List = 1 << 3, Truncate = 1 << 14;

    /// <summary>Everything a file system is asked for, as far as the first version knows it.</summary>
    private const ulong FirstRights = (1 << 13) - 1;
    private const ulong Refer = 1 << 13;

    /// <summary>Devices and links by name: what we read in the folder afterwards is in the folder.</summary>
    private const ulong Nodes = (1 << 6) | (1 << 11) | (1 << 12);

    private const ulong TcpBindAndConnect = 3;
    private const ulong ForeignSocketsAndSignals = 3;

    private const int OpenPath = 0x200000 | 0x80000;

    /// <summary>Programs and their libraries, fonts, and what the C library looks up. Nothing that has secrets in it.</summary>
    private static readonly string[] OfTheSystem =
    [
        "/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/alternatives", "/etc/fonts", "/etc/group", "/etc/ld.so.cache",
        "/etc/libreoffice", "/etc/locale.alias", "/etc/localtime", "/etc/nsswitch.conf", "/etc/passwd", "/etc/papersize",
        "/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice",
    ];

    private static readonly string[] Devices = ["/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"];

    /// <summary>False where the kernel has no such rules.</summary>
    public static bool CanApply => Version >= 1;

    private static int Version => !OperatingSystem.IsLinux() ? 0 : (int)Libc.SystemCall(CreateRuleset, null, 0, AskVersion);

    /// <summary>Does nothing where the kernel has no such rules.</summary>
    /// <param name="folder">Where they may write, and read.</param>
    /// <param name="readable">Files and folders that they may read, and run, beside those of the system; what is not there is
    /// passed over.</param>
    /// <param name="alone">Where the kernel can, also no signals to processes without these rules. Not in a process whose other
    /// threads have none: some kernels count those as strangers, and the runtime stops its threads by signals.</param>
    /// <exception cref="InvalidOperationException">The kernel has them, and does not take these.</exception>
    public static void Apply(string folder, IEnumerable<string> readable, bool alone)
    {
        var version = Version;
        if (version < 1)
        {
            return;
        }

        var all = FirstRights | (version >= 2 ? Refer : 0) | (version >= 3 ? Truncate : 0);
        var rules = new RulesetAttributes
        {
            Files = all,
            Net = version >= 4 ? TcpBindAndConnect : 0,
            Scopes = alone && version >= 6 ? ForeignSocketsAndSignals : 0,
        };
        var size = version switch { >= 6 => 24, >= 4 => 16, _ => 8 };
        var ruleset = (int)Libc.SystemCall(CreateRuleset, &rules, size, 0);
        Grant(ruleset, folder, all & ~Nodes);
        foreach (var path in (string[])[.. OfTheSystem, .. readable])
        {
            Grant(ruleset, path, Execute | Read | List);
        }

        foreach (var device in Devices)
        {
            Grant(ruleset, device, Read | Write);
        }

        if (Libc.ProcessControl(Libc.PrSetNoNewPrivs, 1, 0, 0, 0) != 0 || Libc.SystemCall(RestrictSelf, ruleset, 0, null) != 0)
        {
            throw new InvalidOperationException("the kernel does not take the rules for files");
        }

        _ = Libc.Close(ruleset);
    }

    // What is not there, or not granted, is refused.
    private static void Grant(int ruleset, string path, ulong rights)
    {
        var place = Libc.Open(path, OpenPath);
        if (place < 0)
        {
            return;
        }

        var rule = new PathAttributes
        {
            Rights = Directory.Exists(path) ? rights : rights & (Execute | Write | Read), Place = place,
        };
        _ = Libc.SystemCall(AddRule, ruleset, PathBeneath, &rule, 0);
        _ = Libc.Close(place);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct RulesetAttributes
    {
        public ulong Files;
        public ulong Net;
        public ulong Scopes;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct PathAttributes
    {
        public ulong Rights;
        public int Place;
    }
}
