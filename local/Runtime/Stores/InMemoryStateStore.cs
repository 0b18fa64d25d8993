using System.Globalization;
using DaprProcessing.Components;

namespace DaprProcessing.Local.Runtime.Stores;

/// <summary>
/// <c>state.in-memory</c>: lost when the runtime ends. Expired keys go when they are read, and in passing while others are
/// written.
/// </summary>
internal sealed class InMemoryStateStore(TimeProvider time) : IStateStore
{
    private const int SweepEveryWrites = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private long _version;
    private int _writesSinceSweep;

    public Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<StateValue?> GetAsync(string key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Find(key) is { } entry ? entry.ToValue() : (StateValue?)null);
        }
    }

    public Task<IReadOnlyDictionary<string, StateValue>> GetManyAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, StateValue>();
        lock (_gate)
        {
            foreach (var key in keys)
            {
                if (Find(key) is { } entry)
                {
                    found[key] = entry.ToValue();
                }
            }
        }

        return Task.FromResult<IReadOnlyDictionary<string, StateValue>>(found);
    }

    public Task TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var operation in operations)
            {
                Check(operation);
            }

            foreach (var operation in operations)
            {
                Apply(operation);
            }

            Sweep(operations.Count);
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Check(StateOperation operation)
    {
        var current = Find(operation.Key)?.Etag;
        if (operation.Etag is { } etag ? current != etag : operation.FirstWrite && current is not null)
        {
            throw new ComponentException(ComponentErrorKind.EtagMismatch, $"key '{operation.Key}' has another etag");
        }
    }

    private void Apply(StateOperation operation)
    {
        if (operation.Value is not { } value)
        {
            _entries.Remove(operation.Key);
            return;
        }

        var etag = (++_version).ToString(CultureInfo.InvariantCulture);
        DateTimeOffset? expiresAt = operation.TimeToLive is { } life ? time.GetUtcNow() + life : null;
        _entries[operation.Key] = new Entry(value.ToArray(), etag, expiresAt);
    }

    private Entry? Find(string key)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            return null;
        }

        if (entry.ExpiresAt is { } end && end <= time.GetUtcNow())
        {
            _entries.Remove(key);
            return null;
        }

        return entry;
    }

    private void Sweep(int writes)
    {
        if ((_writesSinceSweep += writes) < SweepEveryWrites)
        {
            return;
        }

        _writesSinceSweep = 0;
        var now = time.GetUtcNow();
        foreach (var key in _entries.Where(pair => pair.Value.ExpiresAt <= now).Select(pair => pair.Key).ToList())
        {
            _entries.Remove(key);
        }
    }

    private sealed record Entry(byte[] Data, string Etag, DateTimeOffset? ExpiresAt)
    {
        public StateValue ToValue() => new(Data, Etag, ExpiresAt);
    }
}
