using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>The platform as users start it: a process of its own, which a test may kill and start again on the same data.</summary>
public sealed class PlatformProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly string _dataFolder;
    private readonly StringBuilder _log = new();
    private Process? _process;

    // Process.WaitForExitAsync waits for the output's end too, which a broker that outlives its platform keeps open.
    private TaskCompletionSource _exited = new();

    private readonly string _topology;
    private readonly string _programFolder;

    private PlatformProcess(string dataFolder, string topology, string programFolder) =>
        (_dataFolder, _topology, _programFolder) = (dataFolder, topology, programFolder);

    public HttpClient Http { get; private set; } = null!;

    public JobDriver Jobs => new(Http);

    /// <summary>What the platform printed, for the message of a failed test.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public bool HasExited => _process is null or { HasExited: true };

    /// <param name="environment">Settings such as <c>CRASH_AT</c> or <c>Orchestrator__RedispatchAfter</c>.</param>
    public static Task<PlatformProcess> StartAsync(string dataFolder, params (string Name, string Value)[] environment) =>
        StartAsync(dataFolder, "one", environment);

    /// <summary>Every part in a process of its own.</summary>
    public static Task<PlatformProcess> StartProcessesAsync(string dataFolder, params (string Name, string Value)[] environment) =>
        StartAsync(dataFolder, "processes", environment);

    /// <summary>A platform built somewhere else.</summary>
    public static Task<PlatformProcess> StartBuiltAsync(string programFolder, string dataFolder) => StartAsync(dataFolder, "one", [], programFolder);

    /// <summary>Starts the platform on its data folder, after it was stopped or killed.</summary>
    public async Task StartAgainAsync(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(_programFolder, "dapr-processing"))
        {
            ArgumentList = { "run", "--port", "0", "--data", _dataFolder, "--topology", _topology },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Remove("CRASH_AT");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, ready);
        var exited = _exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.Exited += (_, _) =>
        {
            ready.TrySetException(new InvalidOperationException("the platform ended before it was ready"));
            exited.TrySetResult();
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            Http = new HttpClient { BaseAddress = await ready.Task.WaitAsync(StartLimit), Timeout = TimeSpan.FromMinutes(5) };
        }
        catch (Exception error) when (error is TimeoutException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{error.Message}; it printed:\n{Log}", error);
        }
    }

    /// <summary>SIGKILL, as the machine would: no drain, no goodbye. Its broker and engines are killed with it.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _exited.Task;
    }

    /// <summary>SIGKILL to the broker alone; the platform starts it again.</summary>
    /// <param name="wipe">With its store, as a lost volume would be.</param>
    public async Task KillBrokerAsync(bool wipe)
    {
        var folder = Path.Combine(_dataFolder, "nats");
        using var broker = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "nats.pid"))));
        broker.Kill();
        if (wipe)
        {
            Directory.Delete(Path.Combine(folder, "store"), recursive: true);
        }
    }

    /// <summary>The process of one part of a platform of processes; the platform starts it again when it ends.</summary>
    /// <param name="part">A service, for example <c>orchestrator</c>, or the runtime beside it, <c>orchestrator-runtime</c>.</param>
    public int PartId(string part) => int.Parse(File.ReadAllText(Path.Combine(_dataFolder, "processes", $"{part}.pid")));

    /// <summary>SIGKILL to every engine process at work, and how many there were.</summary>
    public int KillEngines()
    {
        var engines = Directory.GetDirectories($"/proc/{_process!.Id}/task").SelectMany(Children).Select(int.Parse).Distinct()
            .Where(pid => File.Exists($"/proc/{pid}/cmdline") && File.ReadAllText($"/proc/{pid}/cmdline").Contains("document-engine")).ToList();
        foreach (var pid in engines)
        {
            using var engine = Process.GetProcessById(pid);
            engine.Kill();
        }

        return engines.Count;

        static string[] Children(string task) => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    public Task<System.Text.Json.JsonElement> GetJsonAsync(string path) => Http.GetFromJsonAsync<System.Text.Json.JsonElement>(path);

    /// <summary>Waits until a crash point has killed the platform.</summary>
    public Task WaitForCrashAsync() => _exited.Task.WaitAsync(StartLimit);

    /// <summary>SIGTERM and the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString()]))
        {
            await kill.WaitForExitAsync();
        }

        await _exited.Task.WaitAsync(StartLimit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            await StopAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    private static async Task<PlatformProcess> StartAsync(string dataFolder, string topology, (string Name, string Value)[] environment, string? programFolder = null)
    {
        var platform = new PlatformProcess(dataFolder, topology, programFolder ?? AppContext.BaseDirectory);
        await platform.StartAgainAsync(environment);
        return platform;
    }

    private void Read(string? line, TaskCompletionSource<Uri> ready)
    {
        const string Announcement = "The platform is ready at ";
        if (line is null)
        {
            return;
        }

        lock (_log)
        {
            _log.AppendLine(line);
        }

        if (line.StartsWith(Announcement, StringComparison.Ordinal))
        {
            ready.TrySetResult(new Uri(line[Announcement.Length..].Split(' ')[0]));
        }
    }
}
