using DaprProcessing.Local.Runtime.Workflows.Store;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Workflows.Dispatch;

/// <summary>Sleeps until the earliest timer is due and has it fired; wakes early when an earlier one is added.</summary>
internal sealed partial class TimerLoop(TimeProvider timeProvider, Func<Task<long?>> fireDue, ILogger logger) : IAsyncDisposable
{
    /// <summary>Longer sleeps are cut: the clock may be set, and timers of the system have a limit.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _wake = NewWake();
    private long _sleepsUntil;
    private Task _loop = Task.CompletedTask;

    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Tells of a new timer, Unix ticks.</summary>
    public void Added(long dueAt)
    {
        lock (_lock)
        {
            if (dueAt < _sleepsUntil)
            {
                _wake.TrySetResult();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            Task wake;
            lock (_lock)
            {
                // Whatever is added from here on may be missed by the reading below, so it has to wake the sleep after it.
                _wake = NewWake();
                _sleepsUntil = long.MaxValue;
                wake = _wake.Task;
            }

            var sleep = await FireAsync().ConfigureAwait(false);
            if (sleep > TimeSpan.Zero)
            {
                await SleepAsync(sleep, wake).ConfigureAwait(false);
            }
        }
    }

    private async Task<TimeSpan> FireAsync()
    {
        try
        {
            var next = await fireDue().ConfigureAwait(false);
            if (next is null)
            {
                return LongestSleep;
            }

            lock (_lock)
            {
                _sleepsUntil = next.Value;
            }

            var wait = TimeSpan.FromTicks(Math.Max(0, next.Value - timeProvider.GetUtcNow().ToUnixTicks()));
            return wait < LongestSleep ? wait : LongestSleep;
        }
        catch (Exception e) when (e is IOException or Microsoft.Data.Sqlite.SqliteException)
        {
            Log.FiringFailed(logger, e);
            return RetryAfterFailure;
        }
    }

    private async Task SleepAsync(TimeSpan sleep, Task wake)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);

        // A millisecond more than asked, for timers of the system may end just before.
        var asleep = Task.Delay(sleep + TimeSpan.FromMilliseconds(1), timeProvider, over.Token);
        await Task.WhenAny(wake, asleep).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
    }

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Due workflow timers could not be fired; trying again.")]
        public static partial void FiringFailed(ILogger logger, Exception exception);
    }
}
