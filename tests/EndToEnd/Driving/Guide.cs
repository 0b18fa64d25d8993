using System.Diagnostics;
using System.Text.RegularExpressions;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>
/// A guide in docs/guides that says what to do so plainly that a machine can: code after <c>New file `path`:</c> is a file, code
/// after <c>In `path`, after the line with `text`:</c> goes there, and <c>sh</c> is run.
/// </summary>
public sealed partial class Guide(string name)
{
    private readonly string _text = File.ReadAllText(Path.Combine(SamplePaths.RepositoryRoot, "docs", "guides", name));

    private readonly List<string> _newFiles = [];

    /// <summary>The files it makes.</summary>
    public IReadOnlyList<string> NewFiles => _newFiles;

    /// <summary>Lines it puts into files that are there.</summary>
    public int LinesInserted { get; private set; }

    /// <summary>Lines of the new files under a folder that are neither empty nor usings nor braces.</summary>
    public int LinesOfCode(string repository, string folder) => _newFiles
        .Where(file => file.StartsWith(folder, StringComparison.Ordinal))
        .SelectMany(file => File.ReadAllLines(Path.Combine(repository, file)))
        .Count(line => line.Trim() is not ("" or "{" or "}") && !line.StartsWith("using ", StringComparison.Ordinal));

    /// <summary>Does it all in a copy of the repository.</summary>
    public async Task<Guide> FollowAsync(string repository)
    {
        var steps = Fence().Matches(_text);
        foreach (Match step in steps)
        {
            var code = step.Groups["code"].Value;
            if (step.Groups["language"].Value == "sh")
            {
                await RunAsync(repository, code);
            }
            else if (step.Groups["new"] is { Success: true } file)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(repository, file.Value))!);
                await File.WriteAllTextAsync(Path.Combine(repository, file.Value), code);
                _newFiles.Add(file.Value);
            }
            else
            {
                Insert(Path.Combine(repository, step.Groups["file"].Value), step.Groups["line"].Value, code);
                LinesInserted += code.TrimEnd('\n').Split('\n').Length;
            }
        }

        return this;
    }

    /// <summary>Runs commands in the copy, builds without analyzers; fails with what they printed.</summary>
    public static async Task RunAsync(string repository, string commands)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-euo", "pipefail", "-c", $"exec 2>&1\n{commands}"])
        {
            WorkingDirectory = repository,
            RedirectStandardOutput = true,
        };
        // One compiler for all projects, whatever the environment says, and no analyzers.
        (start.Environment["UseSharedCompilation"], start.Environment["RunAnalyzers"]) = ("true", "false");
        using var shell = Process.Start(start)!;
        var said = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, $"{commands}\n{said}");
    }

    private static void Insert(string path, string after, string code)
    {
        var lines = File.ReadAllLines(path).ToList();
        var at = lines.FindIndex(line => line.Contains(after, StringComparison.Ordinal));
        Assert.True(at >= 0, $"{path} has no line with '{after}'");
        lines.Insert(at + 1, code.TrimEnd('\n'));
        File.WriteAllLines(path, lines);
    }

    [GeneratedRegex(
        "(?:New file `(?<new>[^`]+)`:\n\n|In `(?<file>[^`]+)`, after the line with\\s`(?<line>[^`]+)`:\n\n)?"
        + "^```(?<language>[a-z]+)\n(?<code>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
