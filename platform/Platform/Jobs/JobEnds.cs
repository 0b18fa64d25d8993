using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Platform.Jobs;

/// <summary>
/// Ends of jobs, told to whoever waits in the same process: one look at the record fewer, and no pause before it. Where the
/// orchestrator is another process nothing is told here, and the record says it as ever.
/// </summary>
public sealed class JobEnds
{
    private readonly Dictionary<JobId, List<TaskCompletionSource<JobRecord>>> _waiting = [];
    private readonly Lock _gate = new();

    private static readonly TimeSpan QuickAfterMiss = TimeSpan.FromMinutes(1);

    private bool _areTold;
    private long _missedAt = -(long)QuickAfterMiss.TotalMilliseconds;

    /// <summary>
    /// True once an end was told, as long as none is missed: the orchestrator is in this process, and none beside it in another.
    /// </summary>
    public bool AreTold =>
        Volatile.Read(ref _areTold)
        && Environment.TickCount64 - Interlocked.Read(ref _missedAt) > QuickAfterMiss.TotalMilliseconds;

    /// <summary>Tells the end of a job, as it is stored.</summary>
    public void Tell(JobRecord ended)
    {
        Volatile.Write(ref _areTold, true);
        List<TaskCompletionSource<JobRecord>>? waiting;
        lock (_gate)
        {
            _waiting.Remove(ended.Id, out waiting);
        }

        waiting?.ForEach(one => one.TrySetResult(ended));
    }

    /// <summary>A job has ended and nobody told: another process has.</summary>
    public void Missed() => Interlocked.Exchange(ref _missedAt, Environment.TickCount64);

    /// <summary>Waits for the job's end from now on, until disposed.</summary>
    public Watch Expect(JobId job)
    {
        var told = new TaskCompletionSource<JobRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (!_waiting.TryGetValue(job, out var waiting))
            {
                _waiting[job] = waiting = [];
            }

            waiting.Add(told);
        }

        return new Watch(this, job, told);
    }

    private void Forget(JobId job, TaskCompletionSource<JobRecord> told)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(job, out var waiting) && waiting.Remove(told) && waiting.Count == 0)
            {
                _waiting.Remove(job);
            }
        }
    }

    /// <summary>One who waits for the end of one job.</summary>
    public sealed class Watch : IDisposable
    {
        private readonly JobEnds _ends;
        private readonly JobId _job;
        private readonly TaskCompletionSource<JobRecord> _told;

        internal Watch(JobEnds ends, JobId job, TaskCompletionSource<JobRecord> told) =>
            (_ends, _job, _told) = (ends, job, told);

        /// <summary>The end was told, if only after the wait.</summary>
        public bool IsTold => _told.Task.IsCompleted;

        /// <summary>The job as it ended; null where nothing was told in time.</summary>
        public async Task<JobRecord?> WaitAsync(TimeSpan pause, TimeProvider time, CancellationToken cancellationToken)
        {
            Task told = _told.Task.WaitAsync(pause, time, cancellationToken);
            await told.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            return _told.Task.IsCompleted ? await _told.Task.ConfigureAwait(false) : null;
        }

        public void Dispose() => _ends.Forget(_job, _told);
    }
}
