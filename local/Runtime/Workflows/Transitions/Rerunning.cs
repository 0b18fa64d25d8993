using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Store;
using Grpc.Core;
using EventCase = DaprProcessing.Local.Runtime.Protos.TaskHub.HistoryEvent.EventTypeOneofCase;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

/// <summary>Starts a new instance with the history of an ended one up to an event, which is done again.</summary>
internal static class Rerunning
{
    public static InstanceRow Rerun(Transition transition, string appId, RerunWorkflowFromEventRequest request)
    {
        var source = InstanceTable.Find(transition.Connection, appId, request.SourceInstanceID)
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"No instance '{request.SourceInstanceID}' exists."));
        if (!source.IsTerminal)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument,
                $"'{source.Id}' has not ended; only an ended workflow can be run again."));
        }

        var history = HistoryTable.Read(transition.Connection, source.Key);
        var at = history.FindIndex(e => e.EventId == request.EventID && IsWork(e));
        if (at < 0)
        {
            throw new RpcException(new Status(StatusCode.NotFound,
                $"'{source.Id}' scheduled no activity, timer or child workflow with event id {request.EventID}."));
        }

        if (request.OverwriteInput && history[at].EventTypeCase == EventCase.TimerCreated)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "A timer has no input to overwrite."));
        }

        return Copy(transition, source, history[..(at + 1)], request);
    }

    private static InstanceRow Copy(Transition transition, InstanceRow source, List<HistoryEvent> events,
        RerunWorkflowFromEventRequest request)
    {
        var id = request.HasNewInstanceID && request.NewInstanceID.Length > 0 ? request.NewInstanceID : Guid.NewGuid().ToString();
        var started = events.Find(e => e.EventTypeCase == EventCase.ExecutionStarted)?.ExecutionStarted
            ?? new ExecutionStartedEvent { Name = source.Name };
        var start = new StartRequest(source.AppId, id, source.Name, started.Input);
        if (id == source.Id || Starting.TryCreateRow(transition, start) is not { } row)
        {
            throw new RpcException(new Status(StatusCode.AlreadyExists, $"An instance '{id}' exists already."));
        }

        started.WorkflowInstance = new WorkflowInstance { InstanceId = id, ExecutionId = row.Execution };
        started.ParentInstance = null;
        var target = events[^1];
        if (request.OverwriteInput)
        {
            OverwriteInput(target, request.Input);
        }

        MarkRerun(target, source.Id);
        var done = events.Select(CompletedId).Where(taskId => taskId is not null).ToHashSet();
        var open = events.Where(e => IsWork(e) && (e == target || !done.Contains(e.EventId))).ToList();
        foreach (var work in open)
        {
            var childId = work == target && request.HasNewChildWorkflowInstanceID ? request.NewChildWorkflowInstanceID : null;
            Restart(transition, row, work, childId);
        }

        row.Status = OrchestrationStatus.Running;
        row.StartedAt = transition.Now;
        transition.AppendTurn(row, events);
        InstanceTable.Update(transition.Connection, row);
        return row;
    }

    private static void Restart(Transition transition, InstanceRow row, HistoryEvent work, string? childId)
    {
        var targetApp = work.Router is { HasTargetAppID: true } router ? router.TargetAppID : row.AppId;
        switch (work.EventTypeCase)
        {
            case EventCase.TaskScheduled:
                Scheduling.Schedule(transition, row, work, targetApp);
                break;
            case EventCase.ChildWorkflowInstanceCreated:
                work.ChildWorkflowInstanceCreated.InstanceId = childId ?? $"{row.Id}:{work.EventId:x4}";
                Scheduling.StartChild(transition, row, work, targetApp);
                break;
            default:
                // As long a wait as the first time, from now.
                var wait = UnixTicks.FromTimestamp(work.TimerCreated.FireAt) - UnixTicks.FromTimestamp(work.Timestamp);
                var dueAt = transition.Now + wait;
                work.TimerCreated.FireAt = UnixTicks.ToTimestamp(dueAt);
                transition.AddTimer(new TimerRow(row.Key, work.EventId, dueAt));
                break;
        }
    }

    private static void OverwriteInput(HistoryEvent target, string? input)
    {
        if (target.EventTypeCase == EventCase.TaskScheduled)
        {
            target.TaskScheduled.Input = input;
        }
        else
        {
            target.ChildWorkflowInstanceCreated.Input = input;
        }
    }

    private static void MarkRerun(HistoryEvent target, string sourceId)
    {
        var info = new RerunParentInstanceInfo { InstanceID = sourceId };
        switch (target.EventTypeCase)
        {
            case EventCase.TaskScheduled:
                target.TaskScheduled.RerunParentInstanceInfo = info;
                break;
            case EventCase.ChildWorkflowInstanceCreated:
                target.ChildWorkflowInstanceCreated.RerunParentInstanceInfo = info;
                break;
            default:
                target.TimerCreated.RerunParentInstanceInfo = info;
                break;
        }
    }

    private static bool IsWork(HistoryEvent e) =>
        e.EventTypeCase is EventCase.TaskScheduled or EventCase.TimerCreated or EventCase.ChildWorkflowInstanceCreated;

    private static int? CompletedId(HistoryEvent e) => e.EventTypeCase switch
    {
        EventCase.TaskCompleted => e.TaskCompleted.TaskScheduledId,
        EventCase.TaskFailed => e.TaskFailed.TaskScheduledId,
        EventCase.ChildWorkflowInstanceCompleted => e.ChildWorkflowInstanceCompleted.TaskScheduledId,
        EventCase.ChildWorkflowInstanceFailed => e.ChildWorkflowInstanceFailed.TaskScheduledId,
        EventCase.TimerFired => e.TimerFired.TimerId,
        _ => null,
    };
}
