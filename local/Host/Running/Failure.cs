namespace DaprProcessing.Local.Host.Running;

/// <summary>
/// What a user is told of a command that ends by an error: its message, whatever kind it is. The trace is for the log, at level
/// Debug (<c>Logging__LogLevel__Default=Debug</c>).
/// </summary>
internal static class Failure
{
    /// <returns>The exit status.</returns>
    public static async Task<int> SayAsync(Exception error, ILoggerFactory loggers)
    {
        loggers.CreateLogger("DaprProcessing.Local.Host").LogDebug(error, "The command ends by an error");
        await Console.Error.WriteLineAsync($"dapr-processing: {error.Message}");
        return 1;
    }
}
