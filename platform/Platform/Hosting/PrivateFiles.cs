using System.Runtime.InteropServices;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// Documents, state and spools are for this user alone: files are made with mode 0600 and folders with 0700, by this process and
/// by those it starts.
/// </summary>
public static partial class PrivateFiles
{
    private const uint OthersAndGroup = 0x3F;

    public static void Apply()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetMask(OthersAndGroup);
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetMask(uint mask);
}
