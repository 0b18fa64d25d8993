using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Dispatch;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

/// <summary>A turn as handed to a worker: what it was built from, and what must still hold when the answer comes.</summary>
/// <param name="LastSequence">The last stored inbox event among the new ones; 0 when there is none.</param>
/// <param name="Results">Activity results among the new events that are not stored yet.</param>
/// <param name="KnownCustomStatus">The custom status as stored, in an array of one; null where it was not looked at.</param>
internal sealed record PendingTurn(
    string AppId, long Instance, string InstanceId, string Execution, int PastTurns,
    List<HistoryEvent> PastEvents, List<HistoryEvent> NewEvents, long LastSequence,
    IReadOnlyList<ActivityResult> Results, string?[]? KnownCustomStatus = null)
{
    /// <summary>
    /// Names this hand-out; a worker that echoes another one answers a turn that was given to someone else since.
    /// </summary>
    public string Token { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The event that began this execution.</summary>
    public HistoryEvent? Started => PastEvents.Find(IsStart) ?? NewEvents.Find(IsStart);

    /// <param name="kept">Past events that the worker has kept from its last turn of this execution; 0 sends them all.</param>
    public WorkItem ToWorkItem(int kept)
    {
        var request = new WorkflowRequest { InstanceId = InstanceId, ExecutionId = Execution, NewEvents = { NewEvents } };
        if (kept > 0)
        {
            request.CachedHistory = new CachedHistory { EventCount = kept };
        }

        for (var i = kept; i < PastEvents.Count; i++)
        {
            request.PastEvents.Add(PastEvents[i]);
        }

        return new WorkItem { CompletionToken = Token, WorkflowRequest = request };
    }

    private static bool IsStart(HistoryEvent e) => e.EventTypeCase == HistoryEvent.EventTypeOneofCase.ExecutionStarted;
}

/// <summary>A turn as it now stands in the history.</summary>
/// <param name="HistoryBytes">The size of the whole history as stored.</param>
/// <param name="Transition">The number of the transition that committed it.</param>
internal sealed record CommittedTurn(
    List<HistoryEvent> Events, long HistoryBytes, string? CustomStatus, bool IsTerminal, bool IsInboxEmpty, long Transition);

/// <summary>A result the turn was built on has been stored in another way meanwhile: the turn has to be built again.</summary>
internal sealed class TurnOutdatedException : Exception;
