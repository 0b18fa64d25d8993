using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DaprProcessing.Local.Runtime.Storage;

/// <summary>
/// Has what was written reach the disk. A file is written down with <see cref="File"/>, its name with <see cref="Folder"/> of
/// the folder it stands in: without the second a loss of power may leave a whole file that nobody finds.
/// </summary>
internal class DiskFlush
{
    private const int ReadOnly = 0, CloseOnExec = 0x80000, InvalidArgument = 22;

    /// <exception cref="IOException">The disk did not take it.</exception>
    public virtual void File(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    /// <summary>A folder that is gone meanwhile has nothing to keep.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public virtual void Folder(string path)
    {
        var folder = Open([.. Encoding.UTF8.GetBytes(path), 0], OperatingSystem.IsLinux() ? CloseOnExec : ReadOnly);
        if (folder < 0)
        {
            return;
        }

        var (failed, error) = (Flush(folder) != 0, Marshal.GetLastPInvokeError());
        _ = Close(folder);
        // Some file systems have no such thing for folders.
        if (failed && error != InvalidArgument)
        {
            throw new IOException($"the folder '{path}' cannot be written to disk: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
