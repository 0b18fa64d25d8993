using System.Diagnostics;
using System.Text.RegularExpressions;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests;

/// <summary>What README.md tells its readers to type is there.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(SamplePaths.RepositoryRoot, "README.md"));

    [Fact]
    public void Make_EveryTargetNamed_IsInTheMakefile()
    {
        var makefile = File.ReadAllText(Path.Combine(SamplePaths.RepositoryRoot, "Makefile"));
        var targets = MakefileTarget().Matches(makefile).Select(target => target.Groups[1].Value).ToHashSet();
        var settings = MakefileSetting().Matches(makefile).Select(setting => setting.Groups[1].Value).ToHashSet();

        var commands = MakeCommand().Matches(Readme).ToList();

        Assert.True(commands.Count >= 5, $"{commands.Count} make commands");
        Assert.All(commands, command => Assert.Contains(command.Groups["target"].Value, targets));
        Assert.All(
            commands.Select(command => command.Groups["setting"]).Where(setting => setting.Success),
            setting => Assert.Contains(setting.Value, settings));
    }

    [Fact]
    public async Task Curl_EveryPathNamed_IsARoute()
    {
        await using var gateway = await GatewayHarness.StartAsync();
        var document = await gateway.GetAsync("/openapi/v1.json");
        var routes = document.GetProperty("paths").EnumerateObject()
            .Select(path => RouteOf(path.Name)).ToList();

        var paths = CurlPath().Matches(Readme).Select(path => path.Groups[1].Value).ToList();

        Assert.True(paths.Count >= 5, $"{paths.Count} paths");
        Assert.All(paths, path => Assert.Contains(routes, route => route.IsMatch(path)));
    }

    [Fact]
    public async Task Id_TakenAsTheReadmeSays_IsTheJobs()
    {
        await using var gateway = await GatewayHarness.StartAsync();
        var address = gateway.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var command = IdCommand().Match(Readme).Value.Replace("http://localhost:8080", address);
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"{command}\necho -n \"$ID\""])
        {
            WorkingDirectory = SamplePaths.RepositoryRoot,
            RedirectStandardOutput = true,
        };
        using var shell = Process.Start(start)!;

        var id = await shell.StandardOutput.ReadToEndAsync();

        Assert.Equal(id, (await gateway.GetAsync($"/v1/jobs/{id}")).GetProperty("id").GetString());
    }

    [Fact]
    public void Commands_EveryOtherWordAtTheStart_IsKnown()
    {
        var lines = Fence().Matches(Readme).SelectMany(fence => fence.Groups[1].Value.Split('\n'))
            .Where(line => line.Length > 0 && !line.StartsWith(' ')).ToList();

        Assert.True(lines.Count >= 5, $"{lines.Count} commands");
        string[] known = ["make", "curl", "ID=$(curl", "helm", "kubectl"];
        Assert.All(lines, line => Assert.Contains(line.Split(' ')[0], known));
    }

    [Fact]
    public void Files_EveryOneNamed_Exists()
    {
        var files = NamedFile().Matches(Readme).Select(file => file.Groups["path"].Value.TrimEnd('/')).Distinct().ToList();

        Assert.True(files.Count >= 10, $"{files.Count} files");
        Assert.All(files, file => Assert.True(Path.Exists(Path.Combine(SamplePaths.RepositoryRoot, file)), file));
    }

    private static Regex RouteOf(string path) =>
        new($"^{RouteParameter().Replace(Regex.Escape(path), parameter => parameter.Value == @"\{name}" ? ".+" : "[^/]+")}$");

    [Fact]
    public void Length_OfTheReadme_IsWhatOneReads() => Assert.InRange(Readme.Split('\n').Length, 40, 140);

    [GeneratedRegex(@"(?:^|`)make (?<target>[a-z]+)(?: (?<setting>[A-Z]+)=)?", RegexOptions.Multiline)]
    private static partial Regex MakeCommand();

    [GeneratedRegex("^([a-z]+):", RegexOptions.Multiline)]
    private static partial Regex MakefileTarget();

    [GeneratedRegex(@"^([A-Z]+) \?=", RegexOptions.Multiline)]
    private static partial Regex MakefileSetting();

    [GeneratedRegex(@"curl [^\n`]*?http://localhost:8080([^\s?""'`]*)")]
    private static partial Regex CurlPath();

    [GeneratedRegex("^ID=.*$", RegexOptions.Multiline)]
    private static partial Regex IdCommand();

    [GeneratedRegex(@"\\\{[^}]+\}")]
    private static partial Regex RouteParameter();

    [GeneratedRegex("^```sh\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(
        @"\]\((?<path>(?!http)[^)]+)\)|@(?<path>samples/[\w.-]+)|(?<=^\| (?:`[a-z]+/`, )*)`(?<path>[a-z]+/)`",
        RegexOptions.Multiline)]
    private static partial Regex NamedFile();
}
