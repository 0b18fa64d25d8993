using System.Text.RegularExpressions;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Documentation;

/// <summary>The commands that README.md, the guides and the other documents tell their readers to type.</summary>
internal static partial class DocumentedCommands
{
    /// <summary>Documents whose commands another test runs, or that need what no test has here.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["docs/guides/add-a-stage.md"] = "AddAStageGuideTests follows it to the letter",
        ["docs/operations/scenarios/"] = "ScenarioTests follow them to the letter, a host each in a network of its own",
        ["docs/operations/compose.md"] = "needs Docker; ComposeTests read the files",
        ["charts/"] = "needs a cluster; Charts.Tests render it",
        ["k8s/"] = "needs a cluster; Charts.Tests render it",
        ["infrastructure/"] = "needs a machine of its own; NatsSetupTests and MonitoringTests",
        ["tests/"] = "for developers",
        ["CONTRIBUTING.md"] = "for developers",
    };

    /// <summary>Commands that are not run, each with the reason.</summary>
    private static readonly Dictionary<string, string> NotRun = new()
    {
        ["make test"] = "runs this",
        ["make models"] = "needs the package index",
        ["sudo eng/setup.sh"] = "installs; SetupTests, OfficePagesTests",
        ["helm "] = "needs a cluster; Charts.Tests",
        ["kubectl "] = "needs a cluster",
        ["k8s/scripts/"] = "needs a cluster; ClusterScriptTests",
        ["nats "] = "needs a cluster's broker and the program of NATS that looks at it",
        ["curl -H \"X-Api-Key: $KEY\" "] = "asks a cluster",
        ["make images"] = "needs a registry and its base image",
        ["CUDA=1 make publish"] = "needs a build of CUDA",
        ["make quality"] = "needs clones of public repositories",
        ["LocalRuntime "] = "names apps of the reader's own; RuntimeProcess and WorkerPod start it so",
        ["make demo FILE=samples/office/slides.pptx OPTIONS="] = "needs LibreOffice; OfficePagesTests",
        ["make demo FILE=samples/paper-two-column.pdf \\"] = "needs a language model; CommentaryTests",
    };

    /// <summary>The documents that have commands, by their path from the repository's root.</summary>
    public static IEnumerable<string> Documents =>
        Directory.EnumerateFiles(SamplePaths.RepositoryRoot, "*.md", SearchOption.TopDirectoryOnly)
            .Concat(((string[])["docs", "clients", "samples", "services", "local", "infrastructure", "charts", "k8s"])
                .Select(folder => Path.Combine(SamplePaths.RepositoryRoot, folder)).Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)))
            .Select(path => Path.GetRelativePath(SamplePaths.RepositoryRoot, path))
            .Where(path => !path.Contains("node_modules/", StringComparison.Ordinal))
            .Where(path => !Elsewhere.Keys.Any(other => path.StartsWith(other, StringComparison.Ordinal)))
            .Where(path => Of(path).Any()).Order(StringComparer.Ordinal);

    /// <summary>
    /// The scripts in a document: what is fenced as <c>sh</c>, in order, and what stands indented, without what is not run.
    /// </summary>
    public static IEnumerable<string> Of(string document)
    {
        var text = File.ReadAllText(Path.Combine(SamplePaths.RepositoryRoot, document));
        return ShellFence().Matches(text).Concat(Indented().Matches(Fence().Replace(text, "")))
            .Select(block => string.Join('\n', Commands(block.Groups["code"].Value).Where(IsRun)))
            .Where(script => script.Length > 0);
    }

    private static bool IsRun(string command) =>
        !NotRun.Keys.Any(other => command.StartsWith(other, StringComparison.Ordinal));

    /// <summary>Lines, with those that they go on with.</summary>
    private static IEnumerable<string> Commands(string code) =>
        ContinuedLine().Matches(code).Select(line => line.Value.TrimEnd('\n')).Where(line => line.Length > 0);

    [GeneratedRegex(@"^```(?:sh|bash|shell|console)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellFence();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    // By their first words: YAML and formulas stand indented, too.
    [GeneratedRegex(
        @"^    (?<code>(?:[A-Z_]+=\S+ )*(?:make|dproc|curl|helm|kubectl|nats|docker|sudo|openssl|LocalRuntime|[\w/-]+\.sh)\b"
        + @"(?:.*\\\n)*.*\n)", RegexOptions.Multiline)]
    private static partial Regex Indented();

    [GeneratedRegex(@"(?:.*\\\n)*.*\n")]
    private static partial Regex ContinuedLine();
}
