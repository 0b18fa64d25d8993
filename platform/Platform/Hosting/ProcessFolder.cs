namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// A folder for the temporary files of this process, which goes with it. A process that is killed cannot tidy up: what such left
/// beside it goes when this one is taken.
/// </summary>
public sealed class ProcessFolder : IDisposable
{
    private const string Prefix = "dapr-processing-of-";
    private const string LockSuffix = ".lock";
    private const int NameLength = 12;

    private readonly FileStream _lock;

    private ProcessFolder(string path, FileStream taken) => (Path, _lock) = (path, taken);

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>
    /// Has this process keep its temporary files in a folder of its own in the system's temporary folder. For a service that is
    /// a process by itself, before it is built.
    /// </summary>
    /// <exception cref="IOException">There is no temporary folder, or no room in it.</exception>
    public static void UseForTemporaryFiles()
    {
        PrivateFiles.Apply();
        Environment.SetEnvironmentVariable("TMPDIR", TakeUntilExit(PrivateFolder.Temporary).Path);
    }

    /// <summary>As <see cref="Take"/>; it goes when this process ends by itself.</summary>
    public static ProcessFolder TakeUntilExit(string parent)
    {
        var taken = Take(parent);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => taken.Dispose();
        return taken;
    }

    /// <summary>Takes a new folder, and removes those of processes that have ended.</summary>
    /// <param name="parent">Where; made where it is not there.</param>
    public static ProcessFolder Take(string parent)
    {
        parent = System.IO.Path.GetFullPath(parent);
        Directory.CreateDirectory(parent);
        foreach (var left in Directory.EnumerateFiles(parent, $"{Prefix}*{LockSuffix}"))
        {
            Sweep(left);
        }

        while (true)
        {
            var path = System.IO.Path.Combine(parent, $"{Prefix}{Guid.NewGuid().ToString("N")[..NameLength]}");
            // The lock first: a folder without one is nobody's.
            if (TryLock(path + LockSuffix, FileMode.CreateNew) is { } taken)
            {
                Directory.CreateDirectory(path);
                return new ProcessFolder(path, taken);
            }
        }
    }

    public void Dispose()
    {
        Remove(Path, _lock);
        _lock.Dispose();
    }

    // The system lets go of a lock when its process ends, however that ends, and tells processes of other containers apart, too.
    private static void Sweep(string lockPath)
    {
        if (FileFacts.Of(lockPath)?.Owner != FileFacts.User)
        {
            return;
        }

        using var taken = TryLock(lockPath, FileMode.Open);
        if (taken is not null)
        {
            Remove(lockPath[..^LockSuffix.Length], taken);
        }
    }

    private static void Remove(string path, FileStream taken)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }

            File.Delete(taken.Name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody writes there still: the next one that starts removes it.
        }
    }

    /// <summary>Null where another process has it, or was quicker.</summary>
    private static FileStream? TryLock(string path, FileMode mode)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (mode == FileMode.Open ? error is IOException or UnauthorizedAccessException
            : error is IOException && File.Exists(path))
        {
            return null;
        }
    }
}
