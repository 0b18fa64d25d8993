namespace Dapr.Workflow.Worker;

/// <summary>The work under way: every started task is owned here, and shutdown waits for the last.</summary>
internal sealed class InFlightItems
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One more than there are items, until no more can come.
    private int _count = 1;

    /// <summary>Starts an item on the thread pool. It must not throw.</summary>
    public void Start(Func<Task> item)
    {
        Interlocked.Increment(ref _count);
        _ = Task.Run(async () =>
        {
            try
            {
                await item().ConfigureAwait(false);
            }
            finally
            {
                Release();
            }
        });
    }

    /// <summary>No more items come; ends with the last.</summary>
    public Task DrainAsync()
    {
        Release();
        return _drained.Task;
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _count) == 0)
            _drained.TrySetResult();
    }
}
