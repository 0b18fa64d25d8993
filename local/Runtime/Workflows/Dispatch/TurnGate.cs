namespace DaprProcessing.Local.Runtime.Workflows.Dispatch;

/// <summary>
/// At most one turn per instance at a time. Work that becomes ready while a turn is under way is remembered and queued when the
/// turn is released. Knows only instances that are queued or under way, so its size follows the work and not the data.
/// </summary>
internal sealed class TurnGate
{
    private sealed class State
    {
        public bool IsUnderWay { get; set; }

        /// <summary>Something became ready since the turn under way began.</summary>
        public bool HasMore { get; set; }

        /// <summary>
        /// The last transition that put events in the stored inbox and whose events may still be there; 0 when there are none.
        /// </summary>
        public long InboxFilledAt { get; set; }
    }

    private readonly Dictionary<long, State> _states = [];
    private readonly Lock _lock = new();

    /// <summary>True when the caller has to queue the instance.</summary>
    /// <param name="instance">What has become ready.</param>
    /// <param name="inboxFilledAt">
    /// The number of the transition that filled its stored inbox; 0 when what is new is in memory.
    /// </param>
    public bool MarkReady(long instance, long inboxFilledAt)
    {
        lock (_lock)
        {
            if (_states.TryGetValue(instance, out var state))
            {
                state.InboxFilledAt = Math.Max(state.InboxFilledAt, inboxFilledAt);
                state.HasMore |= state.IsUnderWay;
                return false;
            }

            _states.Add(instance, new State { InboxFilledAt = inboxFilledAt });
            return true;
        }
    }

    /// <summary>Begins a turn; true when the stored inbox has to be read for it.</summary>
    public bool Begin(long instance)
    {
        lock (_lock)
        {
            if (!_states.TryGetValue(instance, out var state))
            {
                _states.Add(instance, state = new State { InboxFilledAt = 1 });
            }

            (state.IsUnderWay, state.HasMore) = (true, false);
            return state.InboxFilledAt > 0;
        }
    }

    /// <summary>Tells that the inbox was empty once that transition was committed; later ones may have filled it again.</summary>
    public void Emptied(long instance, long transition)
    {
        lock (_lock)
        {
            if (_states.TryGetValue(instance, out var state) && state.InboxFilledAt <= transition)
            {
                state.InboxFilledAt = 0;
            }
        }
    }

    /// <summary>Ends the turn; true when the caller has to queue the instance again.</summary>
    public bool End(long instance, bool again)
    {
        lock (_lock)
        {
            if (_states.TryGetValue(instance, out var state) && (state.HasMore || again))
            {
                (state.IsUnderWay, state.HasMore) = (false, false);
                return true;
            }

            _states.Remove(instance);
            return false;
        }
    }
}
