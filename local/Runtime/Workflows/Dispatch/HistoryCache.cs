using DaprProcessing.Local.Runtime.Protos.TaskHub;

namespace DaprProcessing.Local.Runtime.Workflows.Dispatch;

/// <summary>
/// Histories of recently active instances, least recently used first out, so that a turn need not read and decode them again.
/// An entry is changed only by the one turn its instance has under way.
/// </summary>
internal sealed class HistoryCache(long maxBytes)
{
    private sealed record Entry(long Instance, string Execution, List<HistoryEvent> Events)
    {
        public int Turns { get; set; }
        public long Bytes { get; set; }
    }

    private readonly Dictionary<long, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private readonly Lock _lock = new();
    private long _bytes;

    /// <summary>A copy of the events if the cache has exactly this many turns of this execution.</summary>
    public List<HistoryEvent>? Find(long instance, string execution, int turns)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(instance, out var node) || node.Value.Execution != execution || node.Value.Turns != turns)
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddLast(node);
            return [.. node.Value.Events];
        }
    }

    /// <summary>Records a committed turn on top of the past it was built from.</summary>
    /// <param name="bytes">The size of the whole history as stored.</param>
    public void Store(long instance, string execution, List<HistoryEvent> past, List<HistoryEvent> turn, int turns, long bytes)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(instance, out var node) && node.Value.Execution == execution && node.Value.Turns == turns - 1)
            {
                node.Value.Events.AddRange(turn);
                node.Value.Turns = turns;
                _bytes += bytes - node.Value.Bytes;
                node.Value.Bytes = bytes;
                _byUse.Remove(node);
                _byUse.AddLast(node);
            }
            else
            {
                RemoveLocked(instance);
                var entry = new Entry(instance, execution, [.. past, .. turn]) { Turns = turns, Bytes = bytes };
                _entries.Add(instance, _byUse.AddLast(entry));
                _bytes += bytes;
            }

            while (_bytes > maxBytes && _byUse.First is { } oldest)
            {
                RemoveLocked(oldest.Value.Instance);
            }
        }
    }

    public void Remove(long instance)
    {
        lock (_lock)
        {
            RemoveLocked(instance);
        }
    }

    private void RemoveLocked(long instance)
    {
        if (_entries.Remove(instance, out var node))
        {
            _byUse.Remove(node);
            _bytes -= node.Value.Bytes;
        }
    }
}
