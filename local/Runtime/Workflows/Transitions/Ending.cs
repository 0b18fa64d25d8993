using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Store;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

internal static class Ending
{
    /// <summary>
    /// Ends an instance: nothing of it is pending any more and its parent is told. The caller stores the row and the returned
    /// event.
    /// </summary>
    public static HistoryEvent End(
        Transition transition, InstanceRow row, OrchestrationStatus status, string? result, TaskFailureDetails? failure,
        int eventId = -1)
    {
        var connection = transition.Connection;
        row.Status = status;
        row.Suspended = false;
        row.CompletedAt = row.UpdatedAt = transition.Now;
        InstanceData.SetOutcome(connection, row.Key, result, failure);
        InboxTable.Delete(connection, row.Key);
        ActivityTable.Delete(connection, row.Key);
        TimerTable.Delete(connection, row.Key);
        TellParent(transition, row, result, failure);
        if (RetentionOf(transition.Options.Retention, status) is { } retention)
        {
            transition.AddTimer(new TimerRow(row.Key, TimerTable.RetentionId, transition.Now + retention.Ticks));
        }

        transition.Effects.Changed.Add((row.AppId, row.Id));
        transition.Effects.Forgotten.Add(row.Key);
        return Events.Completed(transition.Now, eventId, status, result, failure);
    }

    /// <summary>
    /// Terminates now, without asking a worker: it would only confirm, and there may be none. A turn that is under way finds the
    /// instance ended and is dropped.
    /// </summary>
    public static void Terminate(Transition transition, InstanceRow target, string? output, bool recurse)
    {
        var open = new Stack<InstanceRow>([target]);
        while (open.TryPop(out var row))
        {
            if (!row.IsTerminal)
            {
                var terminated = Events.At(transition.Now);
                terminated.ExecutionTerminated = new ExecutionTerminatedEvent { Input = output, Recurse = recurse };
                var completed = End(transition, row, OrchestrationStatus.Terminated, output, failure: null);
                transition.AppendTurn(row, [Events.TurnStarted(transition.Now), terminated, completed]);
                InstanceTable.Update(transition.Connection, row);
            }

            if (recurse)
            {
                InstanceTable.Children(transition.Connection, row.Key).ForEach(open.Push);
            }
        }
    }

    private static void TellParent(Transition transition, InstanceRow row, string? result, TaskFailureDetails? failure)
    {
        // A parent that has continued as new no longer waits: its action ids belong to another execution.
        if (row.Parent is not { } link || InstanceTable.Find(transition.Connection, link.Key) is not { } parent
            || parent.Execution != link.Execution)
        {
            return;
        }

        transition.Deliver(parent, row.Status == OrchestrationStatus.Completed
            ? Events.ChildCompleted(transition.Now, link.TaskId, result)
            : Events.ChildFailed(transition.Now, link.TaskId, failure ?? Events.Failure(
                "Workflow" + row.Status, $"The child workflow '{row.Id}' ended as {row.Status.ToString().ToLowerInvariant()}.")));
    }

    private static TimeSpan? RetentionOf(WorkflowRetention retention, OrchestrationStatus status) => status switch
    {
        OrchestrationStatus.Completed => retention.Completed ?? retention.AnyTerminal,
        OrchestrationStatus.Failed => retention.Failed ?? retention.AnyTerminal,
        OrchestrationStatus.Terminated => retention.Terminated ?? retention.AnyTerminal,
        _ => retention.AnyTerminal,
    };
}
