using System.Diagnostics;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.EndToEnd.Faults;

/// <summary>
/// One more replica of a stage, as a pod would be: the service and a runtime of its own over the platform's broker and stores. A
/// test stops, slows or kills all of it at once.
/// </summary>
internal sealed class WorkerPod : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly LoggedProcess _runtime;
    private readonly LoggedProcess _service;

    private WorkerPod(string appId, SmallDisk? temporaryDisk, (string Name, string Value)[] environment)
    {
        var (app, http, grpc) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        RuntimeHttp = new Uri($"http://127.0.0.1:{http}");
        var components = environment.Last(setting => setting.Name == "COMPONENTS_FOLDER").Value;
        _runtime = Start("LocalRuntime", temporaryDisk, environment, "--app", $"{appId}={app}:{http}:{grpc}", "--resources-path",
            components, "--state-directory", _folder.Path);
        _service = Start(
            appId, temporaryDisk, environment, $"--urls=http://127.0.0.1:{app}", $"--DAPR_HTTP_ENDPOINT={RuntimeHttp}",
            $"--DAPR_GRPC_ENDPOINT=http://127.0.0.1:{grpc}",
            $"--SourceCache:Folder={temporaryDisk?.Folder ?? _folder.Path}", "--ObjectStore:LargeWrites=presigned");
    }

    /// <summary>What both processes printed.</summary>
    public string Log => _runtime.Log + _service.Log;

    private Uri RuntimeHttp { get; }

    private IEnumerable<int> ProcessIds => [.. ProcessTree.Of(_service.Id), .. ProcessTree.Of(_runtime.Id)];

    /// <summary>Starts it and waits until it gets messages.</summary>
    /// <param name="temporaryDisk">Where it keeps what is temporary.</param>
    public static async Task<WorkerPod> StartAsync(
        string appId, SmallDisk? temporaryDisk, (string Name, string Value)[] environment)
    {
        var pod = new WorkerPod(appId, temporaryDisk, environment);
        using var http = new HttpClient { BaseAddress = pod.RuntimeHttp };
        await Eventually.Async(() => pod.IsReadyAsync(http), Patience, $"the worker is ready; it printed:\n{pod.Log}");
        return pod;
    }

    /// <summary>Returns once it has a page in an engine.</summary>
    public Task AtWorkAsync() => Eventually.Async(
        () => ProcessTree.ChildrenOf(_service.Id).Any(
            child => ProcessTree.CommandLineOf(child).Contains("document-engine", StringComparison.Ordinal)),
        Patience, $"the worker is at work; it printed:\n{Log}");

    /// <summary>Whether it has done a chunk from beginning to end.</summary>
    public bool HasWorked => Log.Contains(" pages in ", StringComparison.Ordinal);

    public void Pause() => Signals.Stop(ProcessIds);

    public void Continue() => Signals.Continue(ProcessIds);

    /// <summary>As the kernel does it to a pod that is out of memory: everything in it, at once.</summary>
    public void Kill() => Signals.Kill(ProcessIds);

    /// <summary>
    /// As a processor quota does it: most of every tenth of a second it stands still, until the result is disposed.
    /// </summary>
    public IAsyncDisposable Throttle() => new Throttling(this);

    public async ValueTask DisposeAsync()
    {
        Continue();
        await _service.DisposeAsync();
        await _runtime.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<bool> IsReadyAsync(HttpClient http)
    {
        Assert.False(_runtime.HasExited || _service.HasExited, Log);
        try
        {
            using var answer = await http.GetAsync("/v1.0/healthz");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }

    private static LoggedProcess Start(
        string program, SmallDisk? temporaryDisk, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), arguments);
        start.Environment.Remove("CRASH_AT");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        if (temporaryDisk is not null)
        {
            start.Environment["TMPDIR"] = temporaryDisk.Folder;
        }

        return new LoggedProcess(temporaryDisk?.Wrap(start) ?? start);
    }

    private sealed class Throttling : IAsyncDisposable
    {
        private static readonly TimeSpan Standing = TimeSpan.FromMilliseconds(90);
        private static readonly TimeSpan Running = TimeSpan.FromMilliseconds(10);

        private readonly CancellationTokenSource _over = new();
        private readonly Task _loop;

        public Throttling(WorkerPod pod) => _loop = Task.Run(async () =>
        {
            while (!_over.IsCancellationRequested)
            {
                pod.Pause();
                await Task.Delay(Standing);
                pod.Continue();
                await Task.Delay(Running);
            }
        });

        public async ValueTask DisposeAsync()
        {
            await _over.CancelAsync();
            await _loop;
            _over.Dispose();
        }
    }
}
