namespace DaprProcessing.TestKit;

/// <summary>Files of the repository that tests read, whatever folder the tests run in.</summary>
public static class SamplePaths
{
    private static readonly Lazy<string> Root = new(FindRoot);

    /// <summary>The folder that holds DaprProcessing.sln.</summary>
    public static string RepositoryRoot => Root.Value;

    /// <summary>The absolute path of a file in samples/, for example <c>letter-scanned.pdf</c>.</summary>
    public static string Sample(string name)
    {
        var path = Path.Combine(RepositoryRoot, "samples", name);
        return File.Exists(path) ? path : throw new FileNotFoundException(
            $"samples/{name} is not there; `make samples` builds it.", path);
    }

    /// <summary>Documents of others, which stand beside the repository where they may be had; not part of it.</summary>
    public static string SharedDocuments => Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "data", "documents"));

    /// <summary>Models as <c>make models</c> brings them, or beside the repository; a folder that may not be there.</summary>
    public static string Models => new[]
    {
        Environment.GetEnvironmentVariable("MODELS") ?? "", Path.Combine(RepositoryRoot, "models"),
        Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "data", "models")),
    }.FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, "piper"))) ?? Path.Combine(RepositoryRoot, "models");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DaprProcessing.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"DaprProcessing.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
