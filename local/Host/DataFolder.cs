namespace DaprProcessing.Local.Host;

/// <summary>
/// The folder of everything durable, taken for this platform alone; the system lets go of it when the process ends, however it
/// ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    // All streams full leave room for documents and results.
    private const double Offered = 0.7;
    private const long FewestStreamBytes = 8L << 20;

    /// <summary>More than that no stream needs.</summary>
    public const long MostStreamBytes = 256L << 20;

    private readonly FileStream _lock;

    private DataFolder(FileStream file) => _lock = file;

    /// <summary>The whole path of what a caller gave; an empty name is none.</summary>
    public static string PathOf(string given) => string.IsNullOrWhiteSpace(given)
        ? throw new InvalidOperationException("--data takes a folder, not an empty name") : Path.GetFullPath(given);

    /// <summary>
    /// Takes the folder, and gives this process a temporary folder in it: what a killed platform left there goes first. Throws
    /// <see cref="InvalidOperationException"/> saying why it cannot be used.
    /// </summary>
    public static DataFolder Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"the data folder '{folder}' cannot be made: {error.Message}", error);
        }

        var taken = new DataFolder(Lock(folder));
        try
        {
            UseTemporaryFolder(Path.Combine(folder, "platform-tmp"));
            return taken;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            taken.Dispose();
            throw new InvalidOperationException($"the data folder '{folder}' cannot be written to: {error.Message}", error);
        }
    }

    /// <summary>
    /// What each of the broker's streams may hold on the disk there is. Throws <see cref="InvalidOperationException"/> saying how
    /// much is missing.
    /// </summary>
    public static long StreamBytes(string folder, int streams)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return free * Offered / streams >= FewestStreamBytes ? ShareOf(free, streams)
            : throw new InvalidOperationException(
                $"the disk of '{folder}' has {free >> 20} MB free; "
                    + $"the broker alone needs {(long)(FewestStreamBytes * streams / Offered) >> 20} MB");
    }

    /// <summary>The share of one of so many streams in that many free bytes, within what a stream needs.</summary>
    public static long ShareOf(long freeBytes, int streams) =>
        Math.Clamp((long)(freeBytes * Offered / streams), FewestStreamBytes, MostStreamBytes);

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string folder)
    {
        var path = Path.Combine(folder, "lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new InvalidOperationException($"the data folder '{folder}' cannot be written to: {error.Message}", error);
        }
        catch (IOException error)
        {
            throw new InvalidOperationException($"another platform runs on the data folder '{folder}'", error);
        }
    }

    private static void UseTemporaryFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        Environment.SetEnvironmentVariable("TMPDIR", folder);
    }
}
