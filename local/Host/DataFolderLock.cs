namespace DaprProcessing.Local.Host;

/// <summary>Keeps two platforms off one data folder; the system lets go of it when the process ends, however it ends.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Throws <see cref="InvalidOperationException"/> where another platform has the folder.</summary>
    public static DataFolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new DataFolderLock(
                new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error)
        {
            throw new InvalidOperationException($"another platform runs on the data folder '{folder}'", error);
        }
    }

    public void Dispose() => _file.Dispose();
}
