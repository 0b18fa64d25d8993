using System.Runtime.InteropServices;

namespace DaprProcessing.Platform.Hosting;

/// <summary>What tells a file from any other of its name: links are not followed.</summary>
/// <param name="Owner">User id; 0 is root.</param>
/// <param name="Inode">0 where the system has none.</param>
/// <param name="WrittenAt">When its bytes last changed, in ticks.</param>
internal readonly partial record struct FileFacts(uint Owner, bool IsFolder, ulong Inode, long SizeBytes, long WrittenAt)
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicFacts = 0x7FF;
    private const int TypeMask = 0xF000;
    private const int FolderType = 0x4000;

    /// <summary>The user this process runs as; 0 where the system knows none.</summary>
    public static uint User => OperatingSystem.IsWindows() ? 0 : EffectiveUser();

    /// <summary>Null where there is nothing of that name.</summary>
    public static FileFacts? Of(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            // The layout of statx is the same on every architecture; that of stat is not.
            return Look(CurrentFolder, path, NoFollow, BasicFacts, out var found) == 0
                ? new FileFacts(
                    found.Owner, (found.Mode & TypeMask) == FolderType, found.Inode, (long)found.SizeBytes,
                    found.WrittenSeconds * TimeSpan.TicksPerSecond + found.WrittenNanoseconds / TimeSpan.NanosecondsPerTick)
                : null;
        }

        return new DirectoryInfo(path) is { Exists: true, LinkTarget: null } folder
            ? new FileFacts(User, IsFolder: true, 0, 0, folder.LastWriteTimeUtc.Ticks)
            : new FileInfo(path) is { Exists: true } file
                ? new FileFacts(User, IsFolder: false, 0, file.Length, file.LastWriteTimeUtc.Ticks) : null;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Look(int folder, string path, int flags, uint mask, out Facts facts);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Facts
    {
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong SizeBytes;

        [FieldOffset(112)]
        public long WrittenSeconds;

        [FieldOffset(120)]
        public uint WrittenNanoseconds;
    }
}
