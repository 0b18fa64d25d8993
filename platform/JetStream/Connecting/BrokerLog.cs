using Microsoft.Extensions.Logging;

namespace DaprProcessing.JetStream;

/// <summary>
/// What NATS.Net has to say, in one line each: a server that is away is no error with a stack trace. It keeps the last cause,
/// which NATS.Net tells only its log when a reconnect fails.
/// </summary>
internal sealed partial class BrokerLog(ILogger logger) : ILoggerFactory, ILogger
{
    private volatile Exception? _lastFault;

    /// <summary>Why the last attempt or connection ended, or null.</summary>
    public Exception? LastFault => _lastFault;

    public void Remember(Exception fault) => _lastFault = fault;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _lastFault = exception ?? _lastFault;
            LogReport(formatter(state, null), exception?.GetBaseException().Message);
        }
    }

    public void Dispose()
    {
        // Owns nothing; the logger is the component's.
    }

    [LoggerMessage(LogLevel.Information, "Connected to NATS server {Host}:{Port} (version {Version})")]
    public partial void Opened(string? host, int? port, string? version);

    [LoggerMessage(LogLevel.Warning, "The connection to {Server} was lost")]
    public partial void Lost(string server);

    [LoggerMessage(LogLevel.Debug, "Closed without the server's last word: {Reason}")]
    public partial void Unflushed(string reason);

    [LoggerMessage(LogLevel.Warning, "{Report} ({Reason})")]
    private partial void LogReport(string report, string? reason);
}
