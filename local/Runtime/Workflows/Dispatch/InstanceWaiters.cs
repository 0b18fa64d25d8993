namespace DaprProcessing.Local.Runtime.Workflows.Dispatch;

/// <summary>Clients that wait for an instance to start or end. Holds only ids someone waits for.</summary>
internal sealed class InstanceWaiters
{
    private readonly Dictionary<(string AppId, string Id), List<TaskCompletionSource>> _waiting = [];
    private readonly Lock _lock = new();

    /// <summary>Reads until <paramref name="isDone"/>, again after each change of the instance.</summary>
    public async Task<T> WaitAsync<T>(
        string appId, string id, Func<Task<T>> read, Func<T, bool> isDone, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Registered before the read, so that no change falls between the two.
            var changed = Register(appId, id);
            try
            {
                var value = await read().ConfigureAwait(false);
                if (isDone(value))
                {
                    return value;
                }

                await changed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Remove(appId, id, changed);
            }
        }
    }

    public void Changed(string appId, string id)
    {
        List<TaskCompletionSource>? waiting;
        lock (_lock)
        {
            _waiting.Remove((appId, id), out waiting);
        }

        waiting?.ForEach(waiter => waiter.TrySetResult());
    }

    private TaskCompletionSource Register(string appId, string id)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (!_waiting.TryGetValue((appId, id), out var list))
            {
                _waiting.Add((appId, id), list = []);
            }

            list.Add(waiter);
        }

        return waiter;
    }

    private void Remove(string appId, string id, TaskCompletionSource waiter)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue((appId, id), out var list) && list.Remove(waiter) && list.Count == 0)
            {
                _waiting.Remove((appId, id));
            }
        }
    }
}
