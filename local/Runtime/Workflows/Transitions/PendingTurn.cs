using DaprProcessing.Local.Runtime.Protos.TaskHub;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

/// <summary>A turn as handed to a worker: what it was built from, and what must still hold when the answer comes.</summary>
internal sealed record PendingTurn(
    string AppId, long Instance, string InstanceId, string Execution, int PastTurns,
    List<HistoryEvent> PastEvents, List<HistoryEvent> NewEvents, long LastSequence)
{
    /// <summary>Names this hand-out; a worker that echoes another one answers a turn that was given to someone else since.</summary>
    public string Token { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The event that began this execution.</summary>
    public HistoryEvent? Started => PastEvents.Find(IsStart) ?? NewEvents.Find(IsStart);

    public WorkItem ToWorkItem() => new()
    {
        CompletionToken = Token,
        WorkflowRequest = new WorkflowRequest
        {
            InstanceId = InstanceId, ExecutionId = Execution, PastEvents = { PastEvents }, NewEvents = { NewEvents },
        },
    };

    private static bool IsStart(HistoryEvent e) => e.EventTypeCase == HistoryEvent.EventTypeOneofCase.ExecutionStarted;
}

/// <summary>A turn as it now stands in the history.</summary>
/// <param name="HistoryBytes">The size of the whole history as stored.</param>
internal sealed record CommittedTurn(List<HistoryEvent> Events, long HistoryBytes, bool IsTerminal);
