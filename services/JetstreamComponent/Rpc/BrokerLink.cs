using DaprProcessing.Components;
using DaprProcessing.JetStream;

namespace DaprProcessing.JetstreamComponent.Rpc;

/// <summary>The component proper, once its settings are known.</summary>
internal sealed class BrokerLink(ILoggerFactory loggerFactory, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private volatile Opened? _opened;
    private long _lastPublish = time.GetTimestamp();

    /// <summary>The sidecar's app id, which makes the name of a consumer that nobody named.</summary>
    public string AppId => _opened?.AppId ?? "";

    public bool IsConnected => _opened?.PubSub.IsConnected ?? false;

    public IPubSub PubSub => _opened?.PubSub ?? throw new ComponentException(
        ComponentErrorKind.Unavailable, "the component was started again and the sidecar has not told it its settings");

    /// <summary>
    /// Connects with these settings; the same ones again change nothing. Throws <see cref="ComponentException"/> for wrong ones.
    /// </summary>
    public async Task OpenAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_opened is { } opened && opened.HasSame(settings))
            {
                return;
            }

            var next = new JetStreamPubSub(loggerFactory);
            await next.InitAsync(new ComponentMetadata("pubsub", "pubsub.jetstream", settings), cancellationToken);
            var former = _opened;
            _opened = new Opened(next, settings);
            await (former?.PubSub.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task PublishAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _lastPublish, time.GetTimestamp());
        await PubSub.PublishAsync(request, cancellationToken);
        Interlocked.Exchange(ref _lastPublish, time.GetTimestamp());
    }

    public TimeSpan SinceLastPublish => time.GetElapsedTime(Interlocked.Read(ref _lastPublish));

    public ValueTask DisposeAsync()
    {
        _gate.Dispose();
        return _opened?.PubSub.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private sealed record Opened(JetStreamPubSub PubSub, IReadOnlyDictionary<string, string> Settings)
    {
        // What daprd adds to the settings of every component.
        public string AppId => Settings.GetValueOrDefault("consumerID") ?? "";

        public bool HasSame(IReadOnlyDictionary<string, string> settings) =>
            settings.Count == Settings.Count
            && settings.All(setting => Settings.GetValueOrDefault(setting.Key) == setting.Value);
    }
}
