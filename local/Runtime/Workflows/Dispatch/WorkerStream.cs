using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using DaprProcessing.Local.Runtime.Protos.TaskHub;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Workflows.Dispatch;

/// <summary>
/// One connected worker: takes ready work of its hub while it has room, and gives back what it had when the stream ends.
/// </summary>
[SuppressMessage(
    "Reliability", "CA1001",
    Justification =
        "An answer may release room after the stream has ended, and a semaphore without a wait handle holds nothing.")]
internal sealed class WorkerStream(
    WorkflowEngine engine, TaskHub hub, WorkflowEngineOptions options, KeptHistories kept, IAsyncStreamWriter<WorkItem> stream)
{
    private static readonly WriteOptions WithFlush = new();
    private static readonly WriteOptions WithoutFlush = new(WriteFlags.BufferHint);

    private readonly SemaphoreSlim _turnRoom = new(options.MaxTurnsPerWorker);
    private readonly SemaphoreSlim _activityRoom = new(options.MaxActivitiesPerWorker);
    private readonly ConcurrentDictionary<TurnInHand, bool> _turns = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<ActivityInHand, bool> _activities = new(ReferenceEqualityComparer.Instance);

    // Room bounds it: nothing is taken from the hub that the worker may not have in hand.
    private readonly Channel<WorkItem> _outgoing = Channel.CreateUnbounded<WorkItem>(new() { SingleReader = true });

    /// <summary>
    /// Whether the worker takes turns while answers of its activities are not accepted yet. Workers without the capability may
    /// count such an activity as work in hand and wait for it before they take anything else, one item at a time or ten.
    /// </summary>
    public bool TakesTurnsMeanwhile => kept.IsSupported;

    /// <summary>Serves the stream until it breaks or the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        hub.WorkerConnected();
        try
        {
            Task[] loops = [PumpTurnsAsync(ended.Token), PumpActivitiesAsync(ended.Token), SendAllAsync(ended.Token)];
            await Task.WhenAny(loops).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(loops).ConfigureAwait(false);
        }
        finally
        {
            hub.WorkerLost();
            GiveBack();
        }
    }

    /// <summary>The worker has answered the turn, or the turn is no longer its.</summary>
    public void Done(TurnInHand turn, WorkflowResponse response)
    {
        kept.TurnAnswered(turn.Turn, response);
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
            _outgoing.Writer.TryWrite(turn.Turn.ToWorkItem(kept.EventsOf(turn.Turn)));
        }
    }

    private async Task PumpActivitiesAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _activityRoom.WaitAsync(cancellationToken).ConfigureAwait(false);
            var activity = await NextActivityAsync(cancellationToken).ConfigureAwait(false);
            _activities.TryAdd(activity, true);
            hub.HandOut(activity);
            _outgoing.Writer.TryWrite(new WorkItem { ActivityRequest = activity.Request, CompletionToken = activity.Token });
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

    private async Task<ActivityInHand> NextActivityAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var queued = await hub.Activities.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (await engine.FindActivityAsync(hub, queued).ConfigureAwait(false) is { } request)
            {
                return new ActivityInHand(queued.Key, request, this);
            }
        }
    }

    // The stream takes one message at a time; only the last of those that wait is flushed.
    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var item = await _outgoing.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            stream.WriteOptions = _outgoing.Reader.TryPeek(out _) ? WithoutFlush : WithFlush;
            await stream.WriteAsync(item, cancellationToken).ConfigureAwait(false);
        }
    }

    private void GiveBack()
    {
        foreach (var turn in _turns.Keys.Where(hub.TryTakeBack))
        {
            engine.AbandonTurn(hub, turn.Turn);
        }

        foreach (var activity in _activities.Keys.Where(hub.TryTakeBack))
        {
            hub.Queue(new Store.QueuedActivity(activity.Key, Request: null));
        }
    }
}
