using System.Text.RegularExpressions;

namespace DaprProcessing.Architecture.Tests.Documents;

/// <summary>The repository's Markdown files and the links between them.</summary>
internal static partial class Markdown
{
    public static IReadOnlyList<string> Files { get; } =
        [.. Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal))];

    /// <summary>Each relative link, as file and target, both from the root.</summary>
    public static IEnumerable<(string File, string Target)> Links() =>
        from file in Files
        from link in Link().Matches(WithoutCode(Repository.Read(file)))
        let target = link.Groups["target"].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
        select (file, Repository.Resolve(Path.GetDirectoryName(file)!, target));

    /// <summary>Each path in backticks that begins with a folder of the repository.</summary>
    public static IEnumerable<string> NamedPaths(string file) =>
        from path in NamedPath().Matches(WithoutCode(Repository.Read(file)))
        select path.Groups["path"].Value.TrimEnd('/');

    private static string WithoutCode(string text) => Fence().Replace(text, "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(
        @"`(?<path>(?:clients|charts|components|docs|eng|infrastructure|k8s|local|platform|samples|services|tests)/[\w./-]*)`")]
    private static partial Regex NamedPath();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
