namespace DaprProcessing.Local.Runtime.Workflows.Dispatch;

/// <summary>
/// At most one turn per instance at a time. Work that becomes ready while a turn is under way is remembered and queued when the
/// turn is released. Knows only instances that are queued or under way, so its size follows the work and not the data.
/// </summary>
internal sealed class TurnGate
{
    private enum State
    {
        Queued,
        UnderWay,
        UnderWayWithMore,
    }

    private readonly Dictionary<long, State> _states = [];
    private readonly Lock _lock = new();

    /// <summary>True when the caller has to queue the instance.</summary>
    public bool MarkReady(long instance)
    {
        lock (_lock)
        {
            if (!_states.TryGetValue(instance, out var state))
            {
                _states.Add(instance, State.Queued);
                return true;
            }

            if (state == State.UnderWay)
            {
                _states[instance] = State.UnderWayWithMore;
            }

            return false;
        }
    }

    public void Begin(long instance)
    {
        lock (_lock)
        {
            _states[instance] = State.UnderWay;
        }
    }

    /// <summary>Ends the turn; true when the caller has to queue the instance again.</summary>
    public bool End(long instance)
    {
        lock (_lock)
        {
            if (_states.TryGetValue(instance, out var state) && state == State.UnderWayWithMore)
            {
                _states[instance] = State.Queued;
                return true;
            }

            _states.Remove(instance);
            return false;
        }
    }
}
