using System.Collections.Concurrent;

namespace DaprProcessing.Gateway.Workflows;

/// <summary>Tasks under way, one for a job, or for what else is looked after.</summary>
internal static class PendingTasks
{
    /// <summary>Puts it on; it is taken off by itself only once it is on, however soon it ends.</summary>
    public static void Hold<TKey>(this ConcurrentDictionary<TKey, Task> pending, TKey key, Task task)
        where TKey : notnull
    {
        pending[key] = task;
        _ = task.ContinueWith(
            ended => pending.TryRemove(KeyValuePair.Create(key, ended)), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
