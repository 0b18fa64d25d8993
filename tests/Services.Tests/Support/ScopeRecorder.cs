using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Services.Tests.Support;

/// <summary>A log that keeps what each entry's scopes say, by the name.</summary>
internal sealed class ScopeRecorder : ILoggerProvider, ISupportExternalScope
{
    private readonly Channel<(string Message, IReadOnlyDictionary<string, object?> Said)> _entries =
        Channel.CreateUnbounded<(string, IReadOnlyDictionary<string, object?>)>();

    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Recorder(this);

    /// <summary>The scopes of the next entry that has the words in it.</summary>
    public async Task<IReadOnlyDictionary<string, object?>> NextAsync(string words)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var (message, said) in _entries.Reader.ReadAllAsync(limit.Token))
        {
            if (message.Contains(words, StringComparison.Ordinal))
            {
                return said;
            }
        }

        throw new InvalidOperationException("the log has ended");
    }

    public void Dispose() => _entries.Writer.TryComplete();

    private sealed class Recorder(ScopeRecorder owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var said = new Dictionary<string, object?>();
            owner._scopes.ForEachScope(
                (scope, all) =>
                {
                    foreach (var (name, value) in scope as IEnumerable<KeyValuePair<string, object?>> ?? [])
                    {
                        all[name] = value;
                    }
                },
                said);
            owner._entries.Writer.TryWrite((formatter(state, exception), said));
        }
    }
}
