using System.Diagnostics;
using System.Text;
using DaprProcessing.Client;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.TestKit.Platforms;

/// <summary>
/// The platform as users start it: a process of its own, which a test may kill and start again on the same data.
/// </summary>
public sealed class PlatformProcess : IAsyncDisposable
{
    private const int LastLines = 40;
    private const string Announcement = "The platform is ready at ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly string _dataFolder;
    private readonly string _topology;
    private readonly string _programFolder;
    private readonly SmallDisk? _disk;
    private readonly StringBuilder _log = new();
    private Process? _process;

    // Process.WaitForExitAsync waits for the output's end too, which a broker that outlives its platform keeps open.
    private TaskCompletionSource _exited = new();

    private PlatformProcess(string dataFolder, string topology, string? programFolder, SmallDisk? disk = null) =>
        (_dataFolder, _topology, _programFolder, _disk) =
            (dataFolder, topology, programFolder ?? AppContext.BaseDirectory, disk);

    /// <summary>For requests a client library would not send, answered as they are.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>A client as users have it; what it waits for ends with the process.</summary>
    public DocumentService Service { get; private set; } = null!;

    /// <summary>From the start of the process until it says that it is ready.</summary>
    public TimeSpan StartTime { get; private set; }

    public int ProcessId => _process!.Id;

    public bool HasExited => _process is null or { HasExited: true };

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

    /// <summary>What it has stored of a job and the last it printed, for the message of a test that waited in vain.</summary>
    public string DescribeStuck(string jobId)
    {
        var printed = Log.Split('\n');
        return $"{StoredJob.Describe(_dataFolder, jobId)}\n"
            + $"Of this job it printed:\n{Last(line => line.Contains(jobId, StringComparison.Ordinal))}\n"
            + $"Its last warnings:\n{Last(line => !line.Contains(" info: ", StringComparison.Ordinal))}";

        string Last(Func<string, bool> which) => string.Join('\n', printed.Where(which).TakeLast(LastLines));
    }

    /// <param name="environment">Settings such as <c>CRASH_AT</c> or <c>Orchestrator__RedispatchAfter</c>.</param>
    public static Task<PlatformProcess> StartAsync(string dataFolder, params (string Name, string Value)[] environment) =>
        StartAsync(new PlatformProcess(dataFolder, "one", null), environment);

    /// <summary>Every part in a process of its own.</summary>
    public static Task<PlatformProcess> StartProcessesAsync(
        string dataFolder, params (string Name, string Value)[] environment) =>
        StartAsync(new PlatformProcess(dataFolder, "processes", null), environment);

    /// <summary>With its data folder on a disk of its own.</summary>
    public static Task<PlatformProcess> StartOnAsync(SmallDisk disk, params (string Name, string Value)[] environment) =>
        StartAsync(new PlatformProcess(Path.Combine(disk.Folder, "data"), "one", null, disk), environment);

    /// <summary>A platform built or published somewhere else.</summary>
    public static Task<PlatformProcess> StartBuiltAsync(
        string programFolder, string dataFolder, string topology = "one", params (string Name, string Value)[] environment) =>
        StartAsync(new PlatformProcess(dataFolder, topology, programFolder), environment);

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

        try
        {
            var startedAt = Stopwatch.GetTimestamp();
            var address = await LaunchAsync(start).WaitAsync(StartLimit);
            StartTime = Stopwatch.GetElapsedTime(startedAt);
            Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
            Service = new DocumentService(
                new DocumentServiceOptions { Endpoint = address, MaxRetries = 12, CleanUpOnError = false });
        }
        catch (Exception error) when (error is TimeoutException or InvalidOperationException)
        {
            await ReadToTheEndAsync();
            throw new InvalidOperationException($"{error.Message}; it printed:\n{Log}", error);
        }
    }

    /// <summary>SIGKILL, as the machine would: no drain, no goodbye. Its broker and engines are killed with it.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _exited.Task;
    }

    /// <summary>The process of one part of a platform of processes; the platform starts it again when it ends.</summary>
    /// <param name="part">A service, for example <c>orchestrator</c>, or the runtime beside it,
    /// <c>orchestrator-runtime</c>.</param>
    public int PartId(string part) => int.Parse(File.ReadAllText(Path.Combine(_dataFolder, "processes", $"{part}.pid")));

    /// <summary>SIGKILL to every engine process at work, and how many there were.</summary>
    public int KillEngines()
    {
        var engines = ProcessTree.ChildrenOf(ProcessId).Where(ProcessTree.IsEngine).ToList();
        Signals.Kill(engines);
        return engines.Count;
    }

    /// <summary>Waits until a crash point has killed the platform.</summary>
    public Task WaitForCrashAsync() => _exited.Task.WaitAsync(StartLimit);

    /// <summary>SIGTERM and the exit code.</summary>
    public async Task<int> StopAsync()
    {
        Signals.Terminate([ProcessId]);
        await _exited.Task.WaitAsync(StartLimit);
        await ReadToTheEndAsync();
        return _process!.ExitCode;
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

    private static async Task<PlatformProcess> StartAsync(PlatformProcess platform, (string Name, string Value)[] environment)
    {
        await platform.StartAgainAsync(environment);
        return platform;
    }

    private Task<Uri> LaunchAsync(ProcessStartInfo start)
    {
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var exited = _exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = _disk?.Wrap(start) ?? start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, ready);
        _process.Exited += (_, _) =>
        {
            ready.TrySetException(new InvalidOperationException("the platform ended before it was ready"));
            // Nobody will listen at this address again: what is under way there is not to be tried until its patience ends.
            Service?.Dispose();
            exited.TrySetResult();
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        return ready.Task;
    }

    /// <summary>A process's end may be told before the last lines of it are.</summary>
    private async Task ReadToTheEndAsync()
    {
        // What it has started may hold its pipes open.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        if (HasExited)
        {
            await _process!.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Read(string? line, TaskCompletionSource<Uri> ready)
    {
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
