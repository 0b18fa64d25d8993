using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Store;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Workflows.Dispatch;

/// <summary>One connected worker: takes ready work of its hub while it has room, and gives back what it had when the stream ends.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "An answer may release room after the stream has ended, and a semaphore without a wait handle holds nothing.")]
internal sealed class WorkerStream(WorkflowEngine engine, TaskHub hub, WorkflowEngineOptions options, IAsyncStreamWriter<WorkItem> stream)
{
    private readonly SemaphoreSlim _turnRoom = new(options.MaxTurnsPerWorker);
    private readonly SemaphoreSlim _activityRoom = new(options.MaxActivitiesPerWorker);
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<TurnInHand, bool> _turns = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<ActivityInHand, bool> _activities = new(ReferenceEqualityComparer.Instance);

    /// <summary>Serves the stream until it breaks or the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        hub.WorkerConnected();
        try
        {
            var turns = PumpTurnsAsync(ended.Token);
            var activities = PumpActivitiesAsync(ended.Token);
            await Task.WhenAny(turns, activities).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(turns, activities).ConfigureAwait(false);
        }
        finally
        {
            hub.WorkerLost();
            GiveBack();
        }
    }

    public void Done(TurnInHand turn)
    {
        _turns.TryRemove(turn, out _);
        _turnRoom.Release();
    }

    public void Done(ActivityInHand activity)
    {
        _activities.TryRemove(activity, out _);
        _activityRoom.Release();
    }

    private async Task PumpTurnsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _turnRoom.WaitAsync(cancellationToken).ConfigureAwait(false);
            var turn = await NextTurnAsync(cancellationToken).ConfigureAwait(false);
            _turns.TryAdd(turn, true);
            hub.HandOut(turn);
            await SendAsync(turn.Turn.ToWorkItem(), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PumpActivitiesAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _activityRoom.WaitAsync(cancellationToken).ConfigureAwait(false);
            var (activity, request) = await NextActivityAsync(cancellationToken).ConfigureAwait(false);
            _activities.TryAdd(activity, true);
            hub.HandOut(activity);
            await SendAsync(new WorkItem { ActivityRequest = request, CompletionToken = activity.Token }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<TurnInHand> NextTurnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var instance = await hub.Turns.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (await engine.BeginTurnAsync(hub, instance).ConfigureAwait(false) is { } turn)
            {
                return new TurnInHand(turn, this);
            }
        }
    }

    private async Task<(ActivityInHand Activity, ActivityRequest Request)> NextActivityAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var key = await hub.Activities.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (await engine.FindActivityAsync(hub, key).ConfigureAwait(false) is { } request)
            {
                return (new ActivityInHand(key, (request.WorkflowInstance.InstanceId, request.TaskId), this), request);
            }
        }
    }

    private async Task SendAsync(WorkItem item, CancellationToken cancellationToken)
    {
        // The stream takes one message at a time.
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await stream.WriteAsync(item, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private void GiveBack()
    {
        foreach (var turn in _turns.Keys.Where(hub.TryTakeBack))
        {
            engine.EndTurn(hub, turn.Turn, again: true);
        }

        foreach (var activity in _activities.Keys.Where(hub.TryTakeBack))
        {
            hub.Queue(activity.Key);
        }
    }
}
