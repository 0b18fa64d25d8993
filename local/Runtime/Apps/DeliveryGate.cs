namespace DaprProcessing.Local.Runtime.Apps;

/// <summary>
/// Lets messages through to an app only while it is known to be the one that was asked for its subscriptions: right after a
/// restart, a message sent to a route of the former process could be taken for dropped (404).
/// </summary>
internal sealed class DeliveryGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<bool> _state = Completed(open: true);

    /// <summary>True once messages may go; false where this app session is over.</summary>
    public Task<bool> WaitAsync(CancellationToken cancellationToken) =>
        _state.Task.IsCompleted ? _state.Task : _state.Task.WaitAsync(cancellationToken);

    /// <summary>Messages wait until <see cref="Open"/> or <see cref="Close"/>.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            if (_state.Task.IsCompleted)
            {
                _state = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    public void Open() => Set(open: true);

    public void Close() => Set(open: false);

    private void Set(bool open)
    {
        lock (_lock)
        {
            if (!_state.TrySetResult(open))
            {
                _state = Completed(open);
            }
        }
    }

    private static TaskCompletionSource<bool> Completed(bool open)
    {
        var state = new TaskCompletionSource<bool>();
        state.SetResult(open);
        return state;
    }
}
