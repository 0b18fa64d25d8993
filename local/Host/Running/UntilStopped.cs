namespace DaprProcessing.Local.Host.Running;

/// <summary>
/// What runs until Ctrl-C, SIGTERM or the end of its terminal: those end it quietly, and what is wrong at its start is one line.
/// </summary>
internal static class UntilStopped
{
    /// <param name="start">Starts it and holds it, until what is waited for with the token ends.</param>
    /// <returns>The exit status.</returns>
    public static async Task<int> RunAsync(Func<ILoggerFactory, CancellationToken, Task> start)
    {
        using var stop = new StopSignals();
        using var loggers = HostLogging.Create(LogLevel.Information);
        try
        {
            await start(loggers, stop.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception error)
        {
            return await Failure.SayAsync(error, loggers);
        }
    }

    public static Task StaysAsync(CancellationToken stop) =>
        Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, TaskScheduler.Default);
}
