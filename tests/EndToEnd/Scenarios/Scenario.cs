using System.Text.RegularExpressions;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.EndToEnd.Scenarios;

/// <summary>
/// A guide of docs/operations/scenarios, followed to the letter: the hosts of its table are network namespaces, code after
/// <c>On **host**:</c> runs there to its end, and after <c>On **host**, in a terminal of its own:</c> until the end of the test.
/// </summary>
internal sealed partial class Scenario : IAsyncDisposable
{
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly TempFolder _folder = new();
    private readonly HostNetwork _network = new();
    private readonly List<(string Host, LoggedProcess Process)> _terminals = [];
    private readonly (string Name, string Value)[] _environment;
    private readonly string _guide;
    private ServiceProvider? _clients;

    private Scenario(string name, (string Name, string Value)[] environment)
    {
        _environment = environment;
        _guide = File.ReadAllText(
            Path.Combine(SamplePaths.RepositoryRoot, "docs", "operations", "scenarios", $"{name}.md"));
        // PostgreSQL is another user, and its data is in there.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.Path, Passable);
        }

        foreach (var part in (string[])["eng", "infrastructure", "samples"])
        {
            Directory.CreateSymbolicLink(
                Path.Combine(_folder.Path, part), Path.Combine(SamplePaths.RepositoryRoot, part));
        }
    }

    /// <summary>The key that the guide makes for clients.</summary>
    public string Key => File.ReadAllText(Path.Combine(_folder.Path, "key")).Trim();

    /// <summary>What the commands printed that ended.</summary>
    public string Said { get; private set; } = "";

    public string Log => string.Join('\n', _terminals.Select(one => $"--- {one.Host}\n{one.Process.Log}"));

    /// <summary>Follows the guide to its end.</summary>
    /// <param name="environment">What every terminal knows before the guide's first line.</param>
    public static async Task<Scenario> FollowAsync(string name, params (string Name, string Value)[] environment)
    {
        var scenario = new Scenario(name, environment);
        try
        {
            foreach (Match host in Host().Matches(scenario._guide))
            {
                scenario._network.Add(host.Groups["name"].Value, host.Groups["address"].Value);
            }

            foreach (Match step in Step().Matches(scenario._guide))
            {
                await scenario.RunAsync(
                    step.Groups["host"].Value, step.Groups["code"].Value, step.Groups["stays"].Success);
            }

            return scenario;
        }
        catch
        {
            await scenario.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs once more what the guide last has that host do to its end.</summary>
    public Task RunAgainAsync(string host)
    {
        var step = Step().Matches(_guide).Last(step => step.Groups["host"].Value == host && !step.Groups["stays"].Success);
        return RunAsync(host, step.Groups["code"].Value, stays: false);
    }

    /// <summary>A client on that host.</summary>
    public JobDriver JobsFrom(string host, string endpoint, string? key)
    {
        var services = new ServiceCollection();
        services.AddDaprProcessingClient(options => (options.Endpoint, options.ApiKey) = (new Uri(endpoint), key))
            .ConfigurePrimaryHttpMessageHandler(() => _network.ClientOn(host));
        _clients = services.BuildServiceProvider();
        return new JobDriver(_clients.GetRequiredService<DocumentService>(), _ => Log);
    }

    public HttpClient HttpFrom(string host, string endpoint) =>
        new(_network.ClientOn(host)) { BaseAddress = new Uri(endpoint) };

    public void CutOff(string host) => _network.CutOff(host);

    public void Heal(string host) => _network.Heal(host);

    /// <summary>How many chunks the services of that host have done from beginning to end.</summary>
    public int ChunksDone(string host) => _terminals.Where(one => one.Host == host)
        .Sum(one => one.Process.Log.Split('\n').Count(line => line.Contains(" pages in ", StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        await (_clients?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (var (_, process) in Enumerable.Reverse(_terminals))
        {
            await process.DisposeAsync();
        }

        foreach (var store in Directory.GetDirectories(_folder.Path, "s3", SearchOption.AllDirectories))
        {
            await Guide.RunAsync(_folder.Path, $"eng/s3-server.sh stop {store}");
        }

        _network.Dispose();
        _folder.Dispose();
    }

    private async Task RunAsync(string host, string code, bool stays)
    {
        var start = _network.On(host, "bash", "-euo", "pipefail", "-c", code);
        start.WorkingDirectory = _folder.Path;
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{start.Environment["PATH"]}:/usr/sbin";
        start.Environment["DATA"] = Path.Combine(_folder.Path, host);
        start.Environment["S3_OWNER"] = $"{Environment.ProcessId}";
        start.Environment.Remove("CRASH_AT");
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        var terminal = new LoggedProcess(start);
        if (stays)
        {
            _terminals.Add((host, terminal));
            return;
        }

        await using (terminal)
        {
            await terminal.EndAsync(Limit);
            Assert.True(terminal.ExitCode == 0, $"{code}\n{terminal.Log}\n{Log}");
            Said += terminal.Log;
        }
    }

    [GeneratedRegex(@"^\| \*\*(?<name>[a-z0-9-]+)\*\* \| (?<address>[0-9.]+) \|", RegexOptions.Multiline)]
    private static partial Regex Host();

    [GeneratedRegex(
        @"^On \*\*(?<host>[a-z0-9-]+)\*\*(?<stays>, in a terminal of its own)?:\n\n```sh\n(?<code>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Step();
}
