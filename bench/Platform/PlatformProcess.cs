using System.Diagnostics;
using DaprProcessing.Bench.Peers;
using DaprProcessing.TestKit;

namespace DaprProcessing.Bench.Platform;

/// <summary>The whole platform as <c>make run</c> starts it, on a free port and an empty data folder.</summary>
internal sealed class PlatformProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly TempFolder _data = new();
    private readonly Process _process;
    private readonly List<string> _lastLines = [];

    private PlatformProcess()
    {
        var port = FreePort.Next();
        Address = new Uri($"http://127.0.0.1:{port}");
        var program = Path.Combine(SamplePaths.RepositoryRoot, "artifacts", "bin", "host", "release", "dapr-processing");
        var start = new ProcessStartInfo(program, ["run", "--port", $"{port}", "--data", _data.File("data")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>From the start of the process until it says it is ready.</summary>
    public TimeSpan StartTime { get; private set; }

    public ProcessTree Processes => new(_process.Id);

    public static async Task<PlatformProcess> StartAsync(CancellationToken cancellationToken)
    {
        var platform = new PlatformProcess();
        try
        {
            await platform.AwaitReadyAsync(cancellationToken);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Tool.RunAsync("kill", "-TERM", $"{_process.Id}");
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        _data.Dispose();
    }

    private async Task AwaitReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var startedAt = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(http, cancellationToken))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(startedAt) > StartLimit)
            {
                throw new InvalidOperationException($"The platform did not become ready: {string.Join(Environment.NewLine, _lastLines)}");
            }

            await Task.Delay(20, cancellationToken);
        }

        StartTime = Stopwatch.GetElapsedTime(startedAt);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync("/healthz/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }

    private void Keep(string? line)
    {
        lock (_lastLines)
        {
            if (line is not null)
            {
                _lastLines.Add(line);
            }

            if (_lastLines.Count > 20)
            {
                _lastLines.RemoveAt(0);
            }
        }
    }
}
