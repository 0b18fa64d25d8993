using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Platform.Tests.Hosting;

/// <summary>A log that keeps its entries, each as a console would show it: with the exception and its trace.</summary>
internal sealed class Told : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}");

    public void Dispose()
    {
    }
}
