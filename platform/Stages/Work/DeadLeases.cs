using System.Collections.Concurrent;

namespace DaprProcessing.Stages.Work;

/// <summary>
/// Tells leases that are no longer renewed by watching them: one whose ETag stays the same for a lease's length of this process's
/// own monotonic clock is dead. Nobody's wall clock is asked, so that a worker with a wrong one neither robs others nor blocks
/// them.
/// </summary>
internal sealed class DeadLeases(TimeProvider time, TimeSpan lease)
{
    private const int ForgetAbove = 1000;

    private readonly ConcurrentDictionary<string, (string ETag, long SeenAt)> _seen = new();

    /// <summary>True once the lease has been seen unchanged for long enough; the first look never tells.</summary>
    public bool IsDead(string key, string etag)
    {
        var now = time.GetTimestamp();
        var seen = _seen.AddOrUpdate(key, _ => (etag, now), (_, known) => known.ETag == etag ? known : (etag, now));
        if (_seen.Count > ForgetAbove)
        {
            ForgetOld();
        }

        return time.GetElapsedTime(seen.SeenAt) >= lease;
    }

    // What was looked at once and never again: its chunk went to others.
    private void ForgetOld()
    {
        foreach (var entry in _seen.Where(entry => time.GetElapsedTime(entry.Value.SeenAt) > lease * 4))
        {
            _seen.TryRemove(entry);
        }
    }
}
