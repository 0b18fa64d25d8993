using System.Collections.Concurrent;

namespace DaprProcessing.Gateway.Progress;

/// <summary>
/// Looks at something once for all who ask within a short time: two hundred event streams cost the stores no more than one does.
/// </summary>
internal sealed class Shared<TKey, TValue>(TimeSpan lifetime, TimeProvider time, Func<TKey, Task<TValue>> look)
    where TKey : notnull
{
    private const int MaxKept = 1024;

    private readonly ConcurrentDictionary<TKey, Look> _looks = new();

    public Task<TValue> GetAsync(TKey key, CancellationToken cancellationToken)
    {
        if (_looks.Count > MaxKept)
        {
            Forget();
        }

        var known = _looks.GetOrAdd(key, New);
        if (!IsFresh(known))
        {
            // Of several that find it stale one looks again, and the others take what it finds.
            var next = New(key);
            known = _looks.TryUpdate(key, next, known) ? next : _looks.GetOrAdd(key, next);
        }

        // Whoever asked first may leave while others wait: the look itself goes on.
        return known.Value.Value.WaitAsync(cancellationToken);
    }

    private Look New(TKey key) => new(time.GetTimestamp(), new Lazy<Task<TValue>>(() => look(key)));

    private bool IsFresh(Look known) => time.GetElapsedTime(known.At) < lifetime
        && !(known.Value.IsValueCreated && known.Value.Value.IsFaulted);

    private void Forget()
    {
        foreach (var (key, known) in _looks)
        {
            if (!IsFresh(known))
            {
                _looks.TryRemove(KeyValuePair.Create(key, known));
            }
        }
    }

    private sealed record Look(long At, Lazy<Task<TValue>> Value);
}
