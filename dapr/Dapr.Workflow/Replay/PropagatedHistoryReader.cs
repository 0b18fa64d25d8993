using EventKind = Dapr.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;
using Wire = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.Replay;

/// <summary>Reads what ancestors passed on: their raw events, turned into the activities and children they ran.</summary>
internal static class PropagatedHistoryReader
{
    public static PropagatedHistory? Read(Wire.PropagatedHistory? propagated) =>
        propagated is not { Chunks.Count: > 0 } ? null : new PropagatedHistory([.. propagated.Chunks.Select(ReadChunk)]);

    private static PropagatedHistoryEvent ReadChunk(Wire.PropagatedHistoryChunk chunk)
    {
        // In the order they were started; an event that ends one replaces its entry.
        var activities = new List<(int Id, PropagatedHistoryActivityResult Result)>();
        var children = new List<(int Id, PropagatedHistoryWorkflowResult Result)>();
        foreach (var raw in chunk.RawEvents)
        {
            var e = Wire.HistoryEvent.Parser.ParseFrom(raw);
            switch (e.EventTypeCase)
            {
                case EventKind.TaskScheduled:
                    activities.Add((e.EventId, new(e.TaskScheduled.Name, PropagatedHistoryStatus.Pending, e.TaskScheduled.Input, Output: null, FailureDetails: null)));
                    break;
                case EventKind.TaskCompleted:
                    Replace(activities, e.TaskCompleted.TaskScheduledId, r => r with { Status = PropagatedHistoryStatus.Completed, Output = e.TaskCompleted.Result });
                    break;
                case EventKind.TaskFailed:
                    Replace(activities, e.TaskFailed.TaskScheduledId, r => r with
                    {
                        Status = PropagatedHistoryStatus.Failed, FailureDetails = FailureDetails.Read(e.TaskFailed.FailureDetails),
                    });
                    break;
                case EventKind.ChildWorkflowInstanceCreated:
                    children.Add((e.EventId, new(e.ChildWorkflowInstanceCreated.Name, PropagatedHistoryStatus.Pending, Output: null, FailureDetails: null)));
                    break;
                case EventKind.ChildWorkflowInstanceCompleted:
                    Replace(children, e.ChildWorkflowInstanceCompleted.TaskScheduledId, r => r with
                    {
                        Status = PropagatedHistoryStatus.Completed, Output = e.ChildWorkflowInstanceCompleted.Result,
                    });
                    break;
                case EventKind.ChildWorkflowInstanceFailed:
                    Replace(children, e.ChildWorkflowInstanceFailed.TaskScheduledId, r => r with
                    {
                        Status = PropagatedHistoryStatus.Failed, FailureDetails = FailureDetails.Read(e.ChildWorkflowInstanceFailed.FailureDetails),
                    });
                    break;
            }
        }

        return new PropagatedHistoryEvent(
            chunk.InstanceId, chunk.AppId, chunk.WorkflowName, [.. activities.Select(a => a.Result)], [.. children.Select(c => c.Result)]);
    }

    private static void Replace<T>(List<(int Id, T Result)> entries, int id, Func<T, T> change)
    {
        var index = entries.FindLastIndex(entry => entry.Id == id);
        if (index >= 0)
            entries[index] = (id, change(entries[index].Result));
    }
}
