using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Store;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

/// <summary>History events the engine makes itself. Those that answer no action of their own carry event id -1.</summary>
internal static class Events
{
    public static HistoryEvent At(long now, int eventId = -1) =>
        new() { EventId = eventId, Timestamp = UnixTicks.ToTimestamp(now) };

    public static HistoryEvent TurnStarted(long now)
    {
        var e = At(now);
        e.WorkflowStarted = new WorkflowStartedEvent();
        return e;
    }

    public static HistoryEvent Raised(long now, string name, string? input)
    {
        var e = At(now);
        e.EventRaised = new EventRaisedEvent { Name = name, Input = input };
        return e;
    }

    public static HistoryEvent TimerFired(long now, TimerRow timer)
    {
        var e = At(now);
        e.TimerFired = new TimerFiredEvent { TimerId = timer.Id, FireAt = UnixTicks.ToTimestamp(timer.DueAt) };
        return e;
    }

    public static HistoryEvent Completed(long now, int eventId, OrchestrationStatus status, string? result,
        TaskFailureDetails? failure)
    {
        var e = At(now, eventId);
        e.ExecutionCompleted = new ExecutionCompletedEvent { WorkflowStatus = status, Result = result, FailureDetails = failure };
        return e;
    }

    public static HistoryEvent ChildCompleted(long now, int taskId, string? result)
    {
        var e = At(now);
        e.ChildWorkflowInstanceCompleted = new ChildWorkflowInstanceCompletedEvent { TaskScheduledId = taskId, Result = result };
        return e;
    }

    public static HistoryEvent ChildFailed(long now, int taskId, TaskFailureDetails failure)
    {
        var e = At(now);
        e.ChildWorkflowInstanceFailed =
            new ChildWorkflowInstanceFailedEvent { TaskScheduledId = taskId, FailureDetails = failure };
        return e;
    }

    public static TaskFailureDetails Failure(string errorType, string message) =>
        new() { ErrorType = errorType, ErrorMessage = message, IsNonRetriable = true };
}
