using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Tools;

/// <summary>A file that is written from others and committed: compared, or written with <c>REFRESH=1</c>.</summary>
internal static class CommittedFile
{
    private static readonly bool Refresh = Environment.GetEnvironmentVariable("REFRESH") == "1";

    /// <param name="path">From the root of the repository.</param>
    public static void Matches(string path, string content)
    {
        var absolute = Path.Combine(SamplePaths.RepositoryRoot, path);
        if (Refresh)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(absolute)!);
            File.WriteAllText(absolute, content);
            return;
        }

        var committed = File.Exists(absolute) ? File.ReadAllText(absolute) : "";
        Assert.True(
            committed == content, $"{path}: {FirstDifference(committed, content)}; `make charts REFRESH=1` writes it anew");
    }

    private static string FirstDifference(string committed, string content)
    {
        var (old, current) = (committed.Split('\n'), content.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(old.Length, current.Length))
            .FirstOrDefault(index => old.ElementAtOrDefault(index) != current.ElementAtOrDefault(index));
        return $"line {line + 1} is '{old.ElementAtOrDefault(line)}' and would be '{current.ElementAtOrDefault(line)}'";
    }
}
