using System.Diagnostics;

namespace DaprProcessing.Local.Host.Processes;

/// <summary>
/// A program the platform cannot do without: started again when it ends, ended with the platform. Its pid is written down, so
/// that one left over from a killed platform is ended before the next starts on the same files.
/// </summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _name;
    private volatile int _ends;
    private readonly ProcessStartInfo _start;
    private readonly string _pidFile;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _supervising;
    private Process _process;

    private ChildProcess(string name, ProcessStartInfo start, string pidFile, ILogger logger)
    {
        (_name, _start, _pidFile, _logger) = (name, start, pidFile, logger);
        _process = Launch();
        _supervising = SuperviseAsync();
    }

    public string Name => _name;

    /// <summary>How often it has ended by itself.</summary>
    public int Ends => _ends;

    public static async Task<ChildProcess> StartAsync(string name, ProcessStartInfo start, string pidFile, ILogger logger)
    {
        await EndLeftOverAsync(start.FileName, pidFile);
        return File.Exists(start.FileName) ? new ChildProcess(name, OwnSession.Of(start), pidFile, logger)
            : throw new FileNotFoundException($"the program '{start.FileName}' is not there");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _supervising;
        using (_process)
        {
            if (!_process.HasExited)
            {
                Terminate(_process);
                using var patience = new CancellationTokenSource(Patience);
                try
                {
                    await _process.WaitForExitAsync(patience.Token);
                }
                catch (OperationCanceledException)
                {
                    _process.Kill(entireProcessTree: true);
                }
            }
        }

        WithPidFile(File.Delete);
        _stopping.Dispose();
    }

    private Process Launch()
    {
        var process = Process.Start(_start) ?? throw new InvalidOperationException($"'{_start.FileName}' did not start");
        WithPidFile(path => File.WriteAllText(path, process.Id.ToString()));
        return process;
    }

    private void WithPidFile(Action<string> does)
    {
        try
        {
            does(_pidFile);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody has removed the data folder under the platform: nothing there can be left over from it.
        }
    }

    private async Task SuperviseAsync()
    {
        var pause = ShortestPause;
        try
        {
            while (true)
            {
                var startedAt = Stopwatch.GetTimestamp();
                await _process.WaitForExitAsync(_stopping.Token);
                pause = Stopwatch.GetElapsedTime(startedAt) > LongestPause || pause >= LongestPause ? ShortestPause : pause * 2;
                _ends++;
                LogEnded(_logger, _name, _process.ExitCode, (int)pause.TotalMilliseconds);
                await Task.Delay(pause, _stopping.Token);
                _process.Dispose();
                _process = Launch();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The platform ends: so does the watch.
        }
    }

    private static async Task EndLeftOverAsync(string program, string pidFile)
    {
        if (!File.Exists(pidFile) || !int.TryParse(await File.ReadAllTextAsync(pidFile), out var pid))
        {
            return;
        }

        try
        {
            using var process = Process.GetProcessById(pid);
            // The number may have gone to another program since.
            if (Path.GetFileNameWithoutExtension(program).StartsWith(process.ProcessName, StringComparison.Ordinal))
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }
    }

    private static void Terminate(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        kill.WaitForExit();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Name} ended with exit code {ExitCode}; started again in {PauseMs} ms")]
    private static partial void LogEnded(ILogger logger, string name, int exitCode, int pauseMs);
}
