namespace DaprProcessing.Architecture.Tests;

/// <summary>The files of this repository as git sees them: tracked, or new and not ignored.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with <c>/</c>.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    public static IEnumerable<string> CSharp => Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    public static string Absolute(string file) => Path.Combine(Root, file);

    /// <summary>The path from the root of what a file in that folder calls <paramref name="relative"/>.</summary>
    public static string Resolve(string folder, string relative) =>
        Path.GetRelativePath(Root, Path.GetFullPath(Absolute(Path.Combine(folder, relative))));

    public static string Read(string file) => File.ReadAllText(Absolute(file));

    public static string[] ReadLines(string file) => File.ReadAllLines(Absolute(file));

    /// <summary>A copy of some files, for a test that builds or writes.</summary>
    public static void Copy(IEnumerable<string> files, string folder)
    {
        foreach (var file in files)
        {
            var copy = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Absolute(file), copy);
        }
    }

    private static string[] ListFiles() =>
    [
        .. Command.Run(Root, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            // git lists a file that was deleted and not yet committed, too.
            .Where(file => File.Exists(Absolute(file)))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DaprProcessing.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("no folder above has DaprProcessing.sln");
        }

        return folder.FullName;
    }
}
