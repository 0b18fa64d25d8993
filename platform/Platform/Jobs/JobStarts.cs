using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Platform.Jobs;

/// <summary>
/// Jobs that are to begin, told to the orchestrator where it runs in the same process: one call by the sidecar fewer. It promises
/// as much as that call: the record is written, and what is not begun, the orchestrator's reconciler begins.
/// </summary>
public sealed class JobStarts
{
    private Action<JobRecord>? _begin;

    /// <summary>From now on until disposed, jobs are begun here.</summary>
    /// <param name="begin">Begins a job, and returns at once; called with the record as it has just been written.</param>
    public IDisposable Take(Action<JobRecord> begin)
    {
        Volatile.Write(ref _begin, begin);
        return new Taking(this, begin);
    }

    /// <returns>False where nobody here begins jobs: the orchestrator is another process, or not up.</returns>
    public bool TryTell(JobRecord job)
    {
        if (Volatile.Read(ref _begin) is not { } begin)
        {
            return false;
        }

        begin(job);
        return true;
    }

    private sealed class Taking(JobStarts starts, Action<JobRecord> begin) : IDisposable
    {
        public void Dispose() => Interlocked.CompareExchange(ref starts._begin, null, begin);
    }
}
