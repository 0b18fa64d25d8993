using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Compatibility.Tasks;

/// <summary>Looks at tasks by the durable records of their jobs.</summary>
internal sealed class TaskWatcher(
    JobStore jobs, TaskStore tasks, Queue queue, TimeProvider time, IOptions<GatewayOptions> options)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SlowestLook = TimeSpan.FromMilliseconds(500);

    public TimeSpan MaxWait => options.Value.MaxWait;

    public async Task<TaskState> LookAsync(ConversionTask task, CancellationToken cancellationToken)
    {
        var records = await Task.WhenAll(task.Sources.Select(source => source.JobId is null ? Task.FromResult<JobRecord?>(null)
            : jobs.FindAsync(task.Job(source), cancellationToken)));
        var state = new TaskState(task, records);
        if (state.IsPending && records.FirstOrDefault(job => job is not null) is { } first)
        {
            return state with { Position = await queue.AheadOfAsync(first.Id, cancellationToken) + 1 };
        }

        return state.AreJobsEnded ? state with { Put = await tasks.FindPutAsync(task, cancellationToken) } : state;
    }

    /// <summary>The task as soon as it has ended, or as it is when the wait is over.</summary>
    public async Task<TaskState> WaitAsync(ConversionTask task, TimeSpan wait, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        wait = wait < MaxWait ? wait : MaxWait;
        var state = await LookAsync(task, cancellationToken);
        var pause = FirstLook;
        while (!state.IsFinished && time.GetElapsedTime(startedAt) < wait)
        {
            await Task.Delay(pause, time, cancellationToken);
            pause = Longer(pause);
            state = await LookAsync(task, cancellationToken);
        }

        return state;
    }

    /// <summary>Each state that differs from the one before, the last one that of its end.</summary>
    public async IAsyncEnumerable<TaskState> ChangesAsync(
        ConversionTask task, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? told = null;
        for (var pause = FirstLook; ; pause = Longer(pause))
        {
            var state = await LookAsync(task, cancellationToken);
            if (state.Status != told)
            {
                (told, pause) = (state.Status, FirstLook);
                yield return state;
            }

            if (state.IsFinished)
            {
                yield break;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause < SlowestLook ? pause * 1.5 : SlowestLook;
}
