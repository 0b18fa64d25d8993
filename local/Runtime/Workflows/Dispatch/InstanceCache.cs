using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Transitions;

namespace DaprProcessing.Local.Runtime.Workflows.Dispatch;

/// <param name="Turns">Turns committed in this execution.</param>
/// <param name="HistoryBytes">The size of the whole history as stored.</param>
/// <param name="Events">A copy; the caller's own.</param>
internal sealed record CachedInstance(
    string AppId, string Id, string Execution, int Turns, long HistoryBytes, string? CustomStatus, List<HistoryEvent> Events);

/// <summary>
/// Recently active instances as their last turn left them, least recently used first out, so that a turn need not read and decode
/// them again. May be behind the file: a turn built from it is checked against the file when it is committed.
/// </summary>
internal sealed class InstanceCache(long maxBytes)
{
    private sealed record Entry(long Instance, string AppId, string Id, string Execution, List<HistoryEvent> Events)
    {
        public int Turns { get; set; }
        public long Bytes { get; set; }
        public string? CustomStatus { get; set; }
    }

    private readonly Dictionary<long, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private readonly Lock _lock = new();
    private long _bytes;

    public CachedInstance? Find(long instance)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(instance, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddLast(node);
            var entry = node.Value;
            return new CachedInstance(
                entry.AppId, entry.Id, entry.Execution, entry.Turns, entry.Bytes, entry.CustomStatus, [.. entry.Events]);
        }
    }

    /// <summary>The app whose worker runs the instance, if the cache has it in this execution.</summary>
    public string? AppOf(long instance, string execution)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(instance, out var node) && node.Value.Execution == execution ? node.Value.AppId : null;
        }
    }

    /// <summary>Records a committed turn on top of the past it was built from.</summary>
    public void Store(PendingTurn turn, CommittedTurn committed)
    {
        lock (_lock)
        {
            var turns = turn.PastTurns + 1;
            if (!_entries.TryGetValue(turn.Instance, out var node)
                || node.Value.Execution != turn.Execution || node.Value.Turns != turns - 1)
            {
                RemoveLocked(turn.Instance);
                node = new LinkedListNode<Entry>(
                    new Entry(turn.Instance, turn.AppId, turn.InstanceId, turn.Execution, [.. turn.PastEvents]));
                _entries.Add(turn.Instance, node);
            }
            else
            {
                _byUse.Remove(node);
            }

            var entry = node.Value;
            entry.Events.AddRange(committed.Events);
            entry.Turns = turns;
            entry.CustomStatus = committed.CustomStatus;
            _bytes += committed.HistoryBytes - entry.Bytes;
            entry.Bytes = committed.HistoryBytes;
            _byUse.AddLast(node);
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
