using EventKind = Dapr.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;
using Wire = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.Client;

/// <summary>One thing that happened to an instance.</summary>
/// <param name="EventId">The call's place in the code for events that record one, else -1.</param>
/// <param name="EventType">What happened.</param>
/// <param name="Timestamp">When, in UTC.</param>
public sealed record WorkflowHistoryEvent(int EventId, WorkflowHistoryEventType EventType, DateTime Timestamp)
{
    internal static WorkflowHistoryEvent From(Wire.HistoryEvent e) => new(e.EventId, TypeOf(e.EventTypeCase), e.Timestamp?.ToDateTime() ?? default);

    private static WorkflowHistoryEventType TypeOf(EventKind kind) => kind switch
    {
        EventKind.ExecutionStarted => WorkflowHistoryEventType.ExecutionStarted,
        EventKind.ExecutionCompleted => WorkflowHistoryEventType.ExecutionCompleted,
        EventKind.ExecutionTerminated => WorkflowHistoryEventType.ExecutionTerminated,
        EventKind.TaskScheduled => WorkflowHistoryEventType.TaskScheduled,
        EventKind.TaskCompleted => WorkflowHistoryEventType.TaskCompleted,
        EventKind.TaskFailed => WorkflowHistoryEventType.TaskFailed,
        EventKind.ChildWorkflowInstanceCreated => WorkflowHistoryEventType.SubOrchestrationInstanceCreated,
        EventKind.ChildWorkflowInstanceCompleted => WorkflowHistoryEventType.SubOrchestrationInstanceCompleted,
        EventKind.ChildWorkflowInstanceFailed => WorkflowHistoryEventType.SubOrchestrationInstanceFailed,
        EventKind.TimerCreated => WorkflowHistoryEventType.TimerCreated,
        EventKind.TimerFired => WorkflowHistoryEventType.TimerFired,
        EventKind.WorkflowStarted => WorkflowHistoryEventType.OrchestratorStarted,
        EventKind.WorkflowCompleted => WorkflowHistoryEventType.OrchestratorCompleted,
        EventKind.EventSent => WorkflowHistoryEventType.EventSent,
        EventKind.EventRaised => WorkflowHistoryEventType.EventRaised,
        EventKind.ContinueAsNew => WorkflowHistoryEventType.ContinueAsNew,
        EventKind.ExecutionSuspended => WorkflowHistoryEventType.ExecutionSuspended,
        EventKind.ExecutionResumed => WorkflowHistoryEventType.ExecutionResumed,
        EventKind.ExecutionStalled => WorkflowHistoryEventType.ExecutionStalled,
        _ => WorkflowHistoryEventType.Unknown,
    };
}

/// <summary>The kinds of events; the names are those the published SDK kept from earlier protocols.</summary>
public enum WorkflowHistoryEventType
{
    Unknown = 0,
    ExecutionStarted,
    ExecutionCompleted,
    ExecutionTerminated,
    TaskScheduled,
    TaskCompleted,
    TaskFailed,
    SubOrchestrationInstanceCreated,
    SubOrchestrationInstanceCompleted,
    SubOrchestrationInstanceFailed,
    TimerCreated,
    TimerFired,
    OrchestratorStarted,
    OrchestratorCompleted,
    EventSent,
    EventRaised,
    GenericEvent,
    HistoryState,
    ContinueAsNew,
    ExecutionSuspended,
    ExecutionResumed,
    ExecutionStalled,
}
