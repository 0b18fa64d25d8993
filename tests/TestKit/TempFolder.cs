namespace DaprProcessing.TestKit;

/// <summary>A folder of its own for one test or fixture, gone at the end.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("dpt-").FullName;

    /// <summary>Absolute; short enough for Unix sockets inside it.</summary>
    public string Path { get; }

    /// <summary>An absolute path inside the folder; its parents exist.</summary>
    public string File(string relativePath)
    {
        var path = System.IO.Path.Combine(Path, relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // The test removed it itself, which is as good.
        }
        catch (IOException)
        {
            // A process that is just ending may still write; the system clears its temporary folder anyway.
        }
    }
}
