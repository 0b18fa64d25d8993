using System.Diagnostics;
using System.Text;
using DaprProcessing.Client;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary><c>eng/run-dapr.sh</c> as a user runs it, and everything it started.</summary>
public sealed class DaprScript : IAsyncDisposable
{
    private const int PortsOfAPlatform = 200;
    private const int LastCharacters = 16_000;

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(2);

    // In the environment of everything the script starts, whoever its parent is by then.
    private readonly string _mark = $"RUN_DAPR_TEST={Guid.NewGuid():n}";
    private readonly TempFolder _data = new();
    private readonly Process _script;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private DaprScript(ProcessStartInfo start, int port, int firstPort, IEnumerable<string> options)
    {
        foreach (var option in options)
        {
            start.ArgumentList.Add(option);
        }

        start.ArgumentList.Add("--port");
        start.ArgumentList.Add($"{port}");
        start.ArgumentList.Add("--base");
        start.ArgumentList.Add($"{firstPort}");
        start.Environment[DaprInstallation.OrchestratorPort] = $"{firstPort + 21 + (10 * FolderOf("orchestrator"))}";
        start.ArgumentList.Add("--data");
        start.ArgumentList.Add(_data.Path);
        start.Environment[_mark.Split('=')[0]] = _mark.Split('=')[1];
        _script = Process.Start(start)!;
        (_output, _errors) = (_script.StandardOutput.ReadToEndAsync(), _script.StandardError.ReadToEndAsync());
        Kept = new KeptParts(_script.Id, AssertRunsAsync);
        BrokerUrl = $"nats://127.0.0.1:{firstPort}";
        Http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}"), Timeout = TimeSpan.FromMinutes(5) };
        Jobs = new JobDriver(new DocumentService(new DocumentServiceOptions { Endpoint = Http.BaseAddress }), _ => LogEnds);
    }

    public HttpClient Http { get; }

    public JobDriver Jobs { get; }

    public string BrokerUrl { get; }

    /// <summary>Nothing is started again any more.</summary>
    public bool HasEnded => _script.HasExited;

    /// <summary>What the parts wrote, for the message of a failed test.</summary>
    public string Log => LogBy(File.ReadAllText);

    /// <summary>The last that each part wrote: a real daprd writes much, and a long test has many.</summary>
    public string LogEnds => LogBy(file =>
    {
        var all = File.ReadAllText(file);
        return all[Math.Max(0, all.Length - LastCharacters)..];
    });

    /// <summary>The file of the state store: with a real daprd also of workflows.</summary>
    public string StateFile => Path.Combine(_data.Path, "dapr", "state.db");

    /// <summary>What the script keeps running.</summary>
    public KeptParts Kept { get; }

    /// <summary>Starts the platform on that installation and store.</summary>
    /// <param name="repository">Whose script it is; this repository's where null.</param>
    /// <param name="programs">The folder of the built programs; the tests' own where null.</param>
    /// <param name="options">More options of the script.</param>
    public static DaprScript Start(
        DaprInstallation dapr, S3Server s3, string bucket, string? repository = null, string? programs = null,
        params string[] options)
    {
        var script = Path.Combine(repository ?? SamplePaths.RepositoryRoot, "eng", "run-dapr.sh");
        var start = new ProcessStartInfo("/bin/bash", [script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{dapr.Path}:{start.Environment["PATH"]}";
        start.ArgumentList.Add("--bin");
        start.ArgumentList.Add(programs ?? AppContext.BaseDirectory);
        (start.Environment["S3_ENDPOINT"], start.Environment["S3_BUCKET"]) = (s3.Endpoint, bucket);
        (start.Environment["S3_ACCESS_KEY"], start.Environment["S3_SECRET_KEY"]) = (s3.AccessKey, s3.SecretKey);
        // Not ones that the system hands out: the gateway, which takes the first, is the last to start.
        var port = FreePort.NextRange(1 + PortsOfAPlatform);
        return new DaprScript(start, port, port + 1, options);
    }

    /// <summary>One replica of a service and its daprd.</summary>
    /// <param name="turn">Another number, another replica, as far as there are several.</param>
    public IReadOnlyList<int> OnePair(string service, int turn = 0)
    {
        var parts = Parts();
        var replicas = parts.Where(part => part.CommandLine.Contains($"/{service} --urls=", StringComparison.Ordinal))
            .OrderBy(part => part.CommandLine, StringComparer.Ordinal).ToList();
        var replica = replicas[turn % replicas.Count];
        var port = replica.CommandLine.Trim().Split(':')[^1];
        var sidecar = parts.Single(part => part.CommandLine.Contains($"--app-port {port} ", StringComparison.Ordinal));
        return [replica.Id, sidecar.Id];
    }

    /// <summary>
    /// A job from its document to its end; where a part of the platform ends meanwhile, the test fails with what the parts wrote.
    /// </summary>
    public async Task<Job> ProcessAsync(byte[] document, string options)
    {
        try
        {
            return await Jobs.ProcessAsync(document, options: options);
        }
        catch (DocumentProcessingException failure)
        {
            Assert.Fail($"{failure.Message}: {(await EndAsync()).Said}\n{Log}");
            throw;
        }
    }

    public Task WaitUntilReadyAsync() => Eventually.Async(IsReadyAsync, StartLimit, "the platform is ready");

    /// <summary>SIGTERM, and the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_script.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        return (await EndAsync()).ExitCode;
    }

    /// <summary>The script's end by itself: exit code and what it said.</summary>
    public async Task<(int ExitCode, string Said)> EndAsync()
    {
        await _script.WaitForExitAsync().WaitAsync(StopLimit);
        return (_script.ExitCode, await _output + await _errors);
    }

    /// <summary>Everything the script has started, directly or not, that still runs.</summary>
    public IReadOnlyList<(int Id, string CommandLine)> Parts()
    {
        var parts = new List<(int, string)>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "environ")).Contains(_mark))
                {
                    var commandLine = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                    parts.Add((int.Parse(Path.GetFileName(folder)), commandLine));
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is another user's.
                continue;
            }
        }

        return parts;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_script.HasExited)
            {
                await StopAsync();
            }
        }
        finally
        {
            Signals.Kill(Parts().Select(part => part.Id));
        }

        Jobs.Service.Dispose();
        Http.Dispose();
        _script.Dispose();
        _data.Dispose();
    }

    // The script goes through the folders by name, and gives each service its ports.
    private static int FolderOf(string service) => Directory
        .GetDirectories(Path.Combine(SamplePaths.RepositoryRoot, "components", "selfhosted")).Select(Path.GetFileName)
        .Order(StringComparer.Ordinal).ToList().IndexOf(service);

    private string LogBy(Func<string, string> read) => Directory.GetFiles(Path.Combine(_data.Path, "dapr", "log"))
        .Aggregate(
            new StringBuilder(),
            (all, file) => all.AppendLine($"--- {Path.GetFileName(file)}").AppendLine(read(file))).ToString();

    private async Task AssertRunsAsync()
    {
        if (_script.HasExited)
        {
            Assert.Fail($"{(await EndAsync()).Said}\n{LogEnds}");
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        await AssertRunsAsync();

        try
        {
            using var answer = await Http.GetAsync("/healthz/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
