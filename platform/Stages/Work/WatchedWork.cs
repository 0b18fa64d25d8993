namespace DaprProcessing.Stages.Work;

/// <summary>Whether work is still to be done.</summary>
internal enum WorkState
{
    Wanted,
    JobStopped,
    LeaseLost,
}

/// <summary>One piece of work that is looked after from time to time; its token ends it once it is no longer wanted.</summary>
internal sealed class WatchedWork : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly Func<CancellationToken, Task<WorkState>> _look;
    private readonly CancellationTokenSource _cancellation;
    private readonly ITimer _timer;
    private WorkState _state;
    private int _looking;

    public WatchedWork(
        TimeProvider time, TimeSpan interval, Func<CancellationToken, Task<WorkState>> look,
        CancellationToken shutdown)
    {
        (_time, _look, _startedAt) = (time, look, time.GetTimestamp());
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(shutdown);
        _timer = time.CreateTimer(_ => _ = LookAsync(), null, interval, interval);
    }

    /// <summary>Ends the work: shutdown, a stopped job, a lost lease.</summary>
    public CancellationToken Token => _cancellation.Token;

    public bool JobStopped => _state == WorkState.JobStopped;

    public bool LeaseLost => _state == WorkState.LeaseLost;

    public TimeSpan Elapsed => _time.GetElapsedTime(_startedAt);

    public void Dispose()
    {
        _timer.Dispose();
        _cancellation.Dispose();
    }

    private async Task LookAsync()
    {
        if (Interlocked.Exchange(ref _looking, 1) == 1)
        {
            return;
        }

        try
        {
            _state = await _look(_cancellation.Token).ConfigureAwait(false);
            if (_state != WorkState.Wanted)
            {
                await _cancellation.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (ObjectDisposedException)
        {
            // The work ended while we looked.
        }
        catch (OperationCanceledException)
        {
            // Likewise.
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }
}
