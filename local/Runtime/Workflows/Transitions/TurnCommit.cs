using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Dispatch;
using DaprProcessing.Local.Runtime.Workflows.Store;
using DaprProcessing.Platform.Hosting;
using ActionCase = DaprProcessing.Local.Runtime.Protos.TaskHub.WorkflowAction.WorkflowActionTypeOneofCase;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

/// <summary>
/// Applies a worker's answer to a turn: the events it consumed leave the inbox, its actions become events and work, in order, and
/// the whole turn becomes one row of history.
/// </summary>
internal sealed class TurnCommit
{
    private readonly Transition _transition;
    private readonly PendingTurn _turn;
    private readonly InstanceRow _row;
    private readonly List<HistoryEvent> _events;
    private CompleteWorkflowAction? _continuation;

    private TurnCommit(Transition transition, PendingTurn turn, InstanceRow row)
    {
        _transition = transition;
        _turn = turn;
        _row = row;
        _events = [.. turn.NewEvents];
    }

    /// <summary>The turn as now in the history, or null when it is not there: dropped, stalled or continued as new.</summary>
    public static CommittedTurn? Apply(Transition transition, PendingTurn turn, WorkflowResponse response)
    {
        var row = InstanceTable.Find(transition.Connection, turn.Instance);

        // Ended, purged or moved on since the turn was handed out.
        if (row is null || row.IsTerminal || row.Execution != turn.Execution || row.Turns != turn.PastTurns)
        {
            return null;
        }

        return new TurnCommit(transition, turn, row).Apply(response);
    }

    private CommittedTurn? Apply(WorkflowResponse response)
    {
        if (response.Actions.Any(a => a.WorkflowActionTypeCase == ActionCase.WorkflowVersionNotAvailable))
        {
            Stalling.Stall(_transition, _row, StalledReason.VersionNotAvailable,
                "No connected worker has this version of the workflow.");
            return null;
        }

        if (_turn.LastSequence > 0)
        {
            InboxTable.DeleteThrough(_transition.Connection, _row.Key, _turn.LastSequence);
        }

        foreach (var result in _turn.Results)
        {
            AcceptResult(result);
        }

        if (_row.Status is OrchestrationStatus.Pending or OrchestrationStatus.Stalled)
        {
            _row.Status = OrchestrationStatus.Running;
            _row.StartedAt ??= _transition.Now;
            _transition.Effects.Changed.Add((_row.AppId, _row.Id));
        }

        if (response.Version is { } version)
        {
            _events[0].WorkflowStarted.Version = version;
        }

        if (Refusal(response) is { } refusal)
        {
            _events.Add(Ending.End(_transition, _row, OrchestrationStatus.Failed, result: null, refusal));
        }
        else
        {
            if (_turn.KnownCustomStatus is not [var known] || known != response.CustomStatus)
            {
                InstanceData.SetCustomStatus(_transition.Connection, _row.Key, response.CustomStatus);
            }

            foreach (var action in response.Actions.TakeWhile(_ => _continuation is null))
            {
                Apply(action);
            }
        }

        var stored = _continuation is null ? Store(response.CustomStatus) : ContinueAsNew(_continuation);

        // After this row is stored: a recursive termination may come back to it.
        foreach (var action in response.Actions.Where(a => a.WorkflowActionTypeCase == ActionCase.TerminateWorkflow))
        {
            Terminate(action);
        }

        return stored;
    }

    // The row's deletion accepts the result, here as for one that is stored by itself.
    private void AcceptResult(ActivityResult result)
    {
        CrashPoint.Reached("engine.activity-completed-before-commit");
        if (!ActivityTable.Delete(_transition.Connection, _row.Key, result.Key.TaskId))
        {
            throw new TurnOutdatedException();
        }
    }

    private TaskFailureDetails? Refusal(WorkflowResponse response)
    {
        if (PayloadLimit.FindExceeded(response, _transition.Options.MaxPayloadBytes) is { } problem)
        {
            return Events.Failure(PayloadLimit.ErrorType, problem);
        }

        // Negative event ids are the engine's own.
        var invalid = response.Actions.FirstOrDefault(a => a.WorkflowActionTypeCase is ActionCase.None
            || (a.Id < 0 && a.WorkflowActionTypeCase is not ActionCase.CompleteWorkflow));
        return invalid is null
            ? null
            : Events.Failure("InvalidWorkflowAction", $"The worker asked for an action that does not exist (id {invalid.Id}).");
    }

    private void Apply(WorkflowAction action)
    {
        switch (action.WorkflowActionTypeCase)
        {
            case ActionCase.ScheduleTask:
                ScheduleTask(action);
                break;
            case ActionCase.CreateTimer:
                CreateTimer(action);
                break;
            case ActionCase.CreateChildWorkflow:
                CreateChild(action);
                break;
            case ActionCase.CreateDetachedWorkflow:
                CreateDetached(action);
                break;
            case ActionCase.SendEvent:
                SendEvent(action);
                break;
            // The first completion wins.
            case ActionCase.CompleteWorkflow when !_row.IsTerminal:
                Complete(action);
                break;
        }
    }

    private void ScheduleTask(WorkflowAction action)
    {
        var task = action.ScheduleTask;
        var scheduled = EventOf(action);
        scheduled.TaskScheduled = new TaskScheduledEvent
        {
            Name = task.Name, Version = task.Version, Input = task.Input, TaskExecutionId = task.TaskExecutionId,
            ParentTraceContext = _turn.Started?.ExecutionStarted.ParentTraceContext,
            HistoryPropagationScope = task.HistoryPropagationScope,
        };
        _events.Add(scheduled);
        if (!_row.IsTerminal)
        {
            Scheduling.Schedule(_transition, _row, scheduled, TargetApp(action, task.Router));
        }
    }

    private void CreateTimer(WorkflowAction action)
    {
        var timer = action.CreateTimer;
        var created = EventOf(action);
        created.TimerCreated = Scheduling.ToEvent(timer);
        _events.Add(created);
        if (!_row.IsTerminal)
        {
            _transition.AddTimer(new TimerRow(_row.Key, action.Id, UnixTicks.FromTimestamp(created.TimerCreated.FireAt)));
        }
    }

    private void CreateChild(WorkflowAction action)
    {
        var child = action.CreateChildWorkflow;
        var created = EventOf(action);
        created.ChildWorkflowInstanceCreated = new ChildWorkflowInstanceCreatedEvent
        {
            // Deterministic, so that a turn that runs again names the same child.
            InstanceId = child.InstanceId.Length > 0 ? child.InstanceId : $"{_row.Id}:{action.Id:x4}",
            Name = child.Name, Version = child.Version, Input = child.Input,
            HistoryPropagationScope = child.HistoryPropagationScope,
        };
        _events.Add(created);
        Scheduling.StartChild(_transition, _row, created, TargetApp(action, child.Router));
    }

    private void CreateDetached(WorkflowAction action)
    {
        var detached = action.CreateDetachedWorkflow;
        var created = EventOf(action);
        var id = detached.InstanceId.Length > 0 ? detached.InstanceId : $"{_row.Id}:{action.Id:x4}";
        created.DetachedWorkflowInstanceCreated = new DetachedWorkflowInstanceCreatedEvent { InstanceId = id };
        _events.Add(created);
        long? scheduledAt = detached.ScheduledStartTimestamp is { } at ? UnixTicks.FromTimestamp(at) : null;
        Starting.TryStart(_transition, new StartRequest(
            TargetApp(action, detached.Router), id, detached.Name, detached.Input, scheduledAt,
            Trace: detached.ParentTraceContext));
    }

    private void SendEvent(WorkflowAction action)
    {
        var send = action.SendEvent;
        var sent = EventOf(action);
        sent.EventSent = new EventSentEvent { InstanceId = send.Instance?.InstanceId ?? "", Name = send.Name, Input = send.Data };
        _events.Add(sent);
        if (InstanceTable.Find(_transition.Connection, TargetApp(action), sent.EventSent.InstanceId) is { } target)
        {
            _transition.Deliver(target, Events.Raised(_transition.Now, send.Name, send.Data));
        }
    }

    private void Complete(WorkflowAction action)
    {
        var complete = action.CompleteWorkflow;
        if (complete.WorkflowStatus == OrchestrationStatus.ContinuedAsNew)
        {
            _continuation = complete;
            return;
        }

        var status = complete.WorkflowStatus is OrchestrationStatus.Completed or OrchestrationStatus.Failed
            or OrchestrationStatus.Terminated or OrchestrationStatus.Canceled
            ? complete.WorkflowStatus
            : OrchestrationStatus.Failed;
        _events.Add(Ending.End(_transition, _row, status, complete.Result, complete.FailureDetails, action.Id));
    }

    private CommittedTurn Store(string? customStatus)
    {
        _transition.AppendTurn(_row, _events);
        InstanceTable.Update(_transition.Connection, _row);
        var hasInbox = !_row.IsTerminal && InboxTable.Any(_transition.Connection, _row.Key);
        if (hasInbox)
        {
            _transition.Effects.Ready.Add((_row.AppId, _row.Key));
        }

        return new CommittedTurn(_events, _row.HistoryBytes, customStatus, _row.IsTerminal, !hasInbox,
            _transition.Effects.Number);
    }

    private CommittedTurn? ContinueAsNew(CompleteWorkflowAction complete)
    {
        var connection = _transition.Connection;
        var waiting = InboxTable.FromOutside(connection, _row.Key);
        InboxTable.Delete(connection, _row.Key);
        ActivityTable.Delete(connection, _row.Key);
        TimerTable.Delete(connection, _row.Key);
        HistoryTable.Delete(connection, _row.Key);
        _row.Execution = Starting.NewExecutionId();
        _row.Turns = 0;
        _row.HistoryBytes = 0;
        _row.UpdatedAt = _transition.Now;
        InstanceData.SetInput(connection, _row.Key, complete.Result);
        InstanceTable.Update(connection, _row);

        var started = Events.At(_transition.Now);
        started.ExecutionStarted = new ExecutionStartedEvent
        {
            Name = _row.Name,
            Input = complete.Result,
            WorkflowInstance = new WorkflowInstance { InstanceId = _row.Id, ExecutionId = _row.Execution },
            ParentInstance = _turn.Started?.ExecutionStarted.ParentInstance,
            ParentTraceContext = _turn.Started?.ExecutionStarted.ParentTraceContext,
        };
        foreach (var newEvent in complete.CarryoverEvents.Prepend(started).Concat(waiting))
        {
            _transition.Deliver(_row, newEvent);
        }

        _transition.Effects.Forgotten.Add(_row.Key);
        return null;
    }

    private void Terminate(WorkflowAction action)
    {
        var terminate = action.TerminateWorkflow;
        if (InstanceTable.Find(_transition.Connection, TargetApp(action), terminate.InstanceId) is { } target)
        {
            Ending.Terminate(_transition, target, terminate.Reason, terminate.Recurse);
        }
    }

    private HistoryEvent EventOf(WorkflowAction action)
    {
        var e = Events.At(_transition.Now, action.Id);
        e.Router = action.Router;
        return e;
    }

    private string TargetApp(WorkflowAction action, TaskRouter? older = null)
    {
        var router = action.Router ?? older;
        return router is { HasTargetAppID: true, TargetAppID.Length: > 0 } ? router.TargetAppID : _row.AppId;
    }
}
