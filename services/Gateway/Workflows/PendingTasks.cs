using System.Collections.Concurrent;
using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Gateway.Workflows;

/// <summary>Tasks under way, one for a job.</summary>
internal static class PendingTasks
{
    /// <summary>Puts it on; it is taken off by itself only once it is on, however soon it ends.</summary>
    public static void Hold(this ConcurrentDictionary<JobId, Task> pending, JobId job, Task task)
    {
        pending[job] = task;
        _ = task.ContinueWith(
            ended => pending.TryRemove(KeyValuePair.Create(job, ended)), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
