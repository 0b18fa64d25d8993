using System.Collections.Concurrent;
using System.Threading.Channels;
using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Store;
using DaprProcessing.Local.Runtime.Workflows.Transitions;

namespace DaprProcessing.Local.Runtime.Workflows.Dispatch;

/// <summary>The work of one app id: what is ready, which its worker streams compete for, and what they have in hand.</summary>
internal sealed class TaskHub(string appId)
{
    private const int MaxRequestsInMemory = 1000;
    private const int MaxInputInMemory = 16 * 1024;

    // Keys, and the few next requests: other work is read when a worker takes it.
    private readonly Channel<long> _turns = Channel.CreateUnbounded<long>();
    private readonly Channel<QueuedActivity> _activities = Channel.CreateUnbounded<QueuedActivity>();
    private readonly ConcurrentDictionary<string, TurnInHand> _turnsInHand = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string InstanceId, int TaskId), ActivityInHand> _activitiesInHand = new();
    private int _workers;

    public string AppId { get; } = appId;
    public int Workers => _workers;
    public ChannelReader<long> Turns => _turns.Reader;
    public ChannelReader<QueuedActivity> Activities => _activities.Reader;

    public void Queue(long instance) => _turns.Writer.TryWrite(instance);

    public void Queue(QueuedActivity activity)
    {
        var keep = activity.Request?.Input is null or { Length: <= MaxInputInMemory }
            && _activities.Reader.Count < MaxRequestsInMemory;
        _activities.Writer.TryWrite(keep ? activity : activity with { Request = null });
    }

    public void WorkerConnected() => Interlocked.Increment(ref _workers);

    public void WorkerLost() => Interlocked.Decrement(ref _workers);

    public void HandOut(TurnInHand turn) => _turnsInHand[turn.Turn.InstanceId] = turn;

    public void HandOut(ActivityInHand activity) => _activitiesInHand[activity.Id] = activity;

    /// <summary>Takes the turn a worker answers; null when it was taken back, or when the token names another hand-out.</summary>
    public TurnInHand? TakeTurn(string instanceId, string token) =>
        _turnsInHand.TryGetValue(instanceId, out var found)
        && (token.Length == 0 || token == found.Turn.Token)
        && TryTakeBack(found)
            ? found
            : null;

    public ActivityInHand? TakeActivity(string instanceId, int taskId, string token) =>
        _activitiesInHand.TryGetValue((instanceId, taskId), out var found)
        && (token.Length == 0 || token == found.Token)
        && TryTakeBack(found)
            ? found
            : null;

    /// <summary>True for the one caller that may now act for the item: its answer or the loss of its worker.</summary>
    public bool TryTakeBack(TurnInHand turn) => _turnsInHand.TryRemove(KeyValuePair.Create(turn.Turn.InstanceId, turn));

    public bool TryTakeBack(ActivityInHand activity) => _activitiesInHand.TryRemove(KeyValuePair.Create(activity.Id, activity));
}

internal sealed record TurnInHand(PendingTurn Turn, WorkerStream Worker);

internal sealed record ActivityInHand(ActivityKey Key, ActivityRequest Request, WorkerStream Worker)
{
    /// <summary>How a worker names it.</summary>
    public (string InstanceId, int TaskId) Id => (Request.WorkflowInstance.InstanceId, Request.TaskId);

    /// <summary>The same for every hand-out of this activity: whoever finishes first has finished it.</summary>
    public string Token { get; } = TokenOf(Key);

    public static string TokenOf(ActivityKey key) => $"{key.Execution}/{key.TaskId}";
}
