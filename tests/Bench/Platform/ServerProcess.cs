using System.Diagnostics;
using DaprProcessing.Bench.Peers;

namespace DaprProcessing.Bench.Platform;

/// <summary>A server of this project in a process of its own: started, awaited, asked to end.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private readonly Process _process;
    private readonly Queue<string> _lastLines = [];

    private ServerProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>From the start of the process until it says it is ready.</summary>
    public TimeSpan StartTime { get; private set; }

    public ProcessTree Processes => new(_process.Id);

    /// <summary>Starts the program and waits until <paramref name="ready"/> answers with success.</summary>
    public static async Task<ServerProcess> StartAsync(ProcessStartInfo start, Uri ready, CancellationToken cancellationToken)
    {
        var server = new ServerProcess(start);
        try
        {
            await server.AwaitReadyAsync(ready, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Tool.RunAsync("kill", "-TERM", $"{_process.Id}");
            using var limit = new CancellationTokenSource(StopLimit);
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
    }

    private async Task AwaitReadyAsync(Uri ready, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var startedAt = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(http, ready, cancellationToken))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(startedAt) > StartLimit)
            {
                lock (_lastLines)
                {
                    throw new InvalidOperationException($"{_process.StartInfo.FileName} did not become ready. {string.Join(Environment.NewLine, _lastLines)}");
                }
            }

            await Task.Delay(20, cancellationToken);
        }

        StartTime = Stopwatch.GetElapsedTime(startedAt);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, Uri ready, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(ready, cancellationToken);
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
                _lastLines.Enqueue(line);
            }

            if (_lastLines.Count > 20)
            {
                _lastLines.Dequeue();
            }
        }
    }
}
