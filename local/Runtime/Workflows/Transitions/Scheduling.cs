using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Store;
using Origin = DaprProcessing.Local.Runtime.Protos.TaskHub.CreateTimerAction.OriginOneofCase;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

/// <summary>Turns recorded events into the work they stand for.</summary>
internal static class Scheduling
{
    public static void Schedule(Transition transition, InstanceRow row, HistoryEvent scheduled, string targetAppId)
    {
        var task = scheduled.TaskScheduled;
        var request = new ActivityRequest
        {
            Name = task.Name, Version = task.Version, Input = task.Input, TaskId = scheduled.EventId,
            TaskExecutionId = task.TaskExecutionId, ParentTraceContext = task.ParentTraceContext,
            WorkflowInstance = new WorkflowInstance { InstanceId = row.Id, ExecutionId = row.Execution },
        };
        ActivityTable.Add(transition.Connection, row.Key, targetAppId, request);
        transition.Effects.Activities.Add((
            targetAppId, new QueuedActivity(new ActivityKey(row.Key, row.Execution, scheduled.EventId), request)));
    }

    /// <summary>Starts a child; where its id is taken the parent gets a failure instead.</summary>
    public static void StartChild(Transition transition, InstanceRow parent, HistoryEvent created, string targetAppId)
    {
        var child = created.ChildWorkflowInstanceCreated;
        var info = new ParentInstanceInfo
        {
            TaskScheduledId = created.EventId,
            Name = parent.Name,
            AppID = parent.AppId,
            WorkflowInstance = new WorkflowInstance { InstanceId = parent.Id, ExecutionId = parent.Execution },
        };
        var started = Starting.TryStart(transition, new StartRequest(
            targetAppId, child.InstanceId, child.Name, child.Input,
            Parent: new ParentLink(parent.Key, parent.Execution, created.EventId), ParentInfo: info,
            Trace: child.ParentTraceContext));
        if (started is null)
        {
            transition.Deliver(parent, Events.ChildFailed(transition.Now, created.EventId, Events.Failure(
                "WorkflowInstanceAlreadyExists", $"An instance with the id '{child.InstanceId}' is still running.")));
        }
    }

    public static TimerCreatedEvent ToEvent(CreateTimerAction timer)
    {
        var created = new TimerCreatedEvent { FireAt = timer.FireAt ?? UnixTicks.ToTimestamp(0) };
        if (timer.HasName)
        {
            created.Name = timer.Name;
        }

        switch (timer.OriginCase)
        {
            case Origin.CreateTimer:
                created.CreateTimer = timer.CreateTimer;
                break;
            case Origin.ExternalEvent:
                created.ExternalEvent = timer.ExternalEvent;
                break;
            case Origin.ActivityRetry:
                created.ActivityRetry = timer.ActivityRetry;
                break;
            case Origin.ChildWorkflowRetry:
                created.ChildWorkflowRetry = timer.ChildWorkflowRetry;
                break;
        }

        return created;
    }
}
