using Dapr.Common.Serialization;
using Microsoft.Extensions.Logging;
using ActionKind = Dapr.DurableTask.Protobuf.WorkflowAction.WorkflowActionTypeOneofCase;
using EventKind = Dapr.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;
using Wire = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.Replay;

/// <summary>
/// One turn of one instance: runs the code from its start over the past events, then over the new ones, and answers with what it asked for beyond them.
/// Everything happens on the calling thread and depends on nothing but the request, so the same request gives the same answer.
/// </summary>
internal sealed class WorkflowTurn
{
    private readonly Wire.WorkflowRequest _request;
    private readonly TurnStart _start;
    private readonly IWorkflow _workflow;
    private readonly IDaprSerializer _serializer;
    private readonly ReplayContext _context;
    private Queue<Wire.HistoryEvent>? _heldBack;
    private Task<object?>? _run;
    private bool _isSuspended;
    private bool _allowsUnrecordedCalls;

    private WorkflowTurn(Wire.WorkflowRequest request, TurnStart start, IWorkflow workflow, IDaprSerializer serializer, ILoggerFactory loggerFactory)
    {
        _request = request;
        _start = start;
        _workflow = workflow;
        _serializer = serializer;
        var executionId = request.ExecutionId ?? start.Started.WorkflowInstance?.ExecutionId;
        _context = new ReplayContext(
            new ReplayIdentity(start.Started.Name, request.InstanceId, executionId, start.AppId),
            serializer,
            loggerFactory,
            () => PropagatedHistoryReader.Read(request.PropagatedHistory));
    }

    /// <summary>The answer to a request. Faults of the code, and of the history, are part of the answer, never thrown.</summary>
    /// <param name="request">The work item.</param>
    /// <param name="resolve">Gives the workflow registered under a name, or null.</param>
    /// <param name="serializer">Reads inputs, writes results.</param>
    /// <param name="loggerFactory">For the code's replay-safe loggers.</param>
    public static Wire.WorkflowResponse Run(
        Wire.WorkflowRequest request, Func<string, IWorkflow?> resolve, IDaprSerializer serializer, ILoggerFactory loggerFactory)
    {
        // A termination is final whatever else came with it; the code is not asked.
        foreach (var e in request.NewEvents)
        {
            if (e.EventTypeCase == EventKind.ExecutionTerminated)
                return TurnResponse.Terminated(request.InstanceId, e.ExecutionTerminated.Input);
        }

        if (TurnStart.Find(request) is not { } start)
            return TurnResponse.Failed(request.InstanceId, FailureDetails.Create("WorkflowHistoryInvalid", "The history has no start.", nonRetriable: true));

        try
        {
            var workflow = start.RecordedName is { } recorded && resolve(recorded) is { } version ? version : resolve(start.Started.Name);
            return workflow is null
                ? TurnResponse.Failed(request.InstanceId, FailureDetails.Create(
                    "WorkflowNotFound", $"No workflow named '{start.Started.Name}' is registered with this worker.", nonRetriable: true))
                : new WorkflowTurn(request, start, workflow, serializer, loggerFactory).Run();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return TurnResponse.Failed(request.InstanceId, FailureDetails.From(e, nonRetriable: true));
        }
    }

    private Wire.WorkflowResponse Run()
    {
        // Any synchronization context would make tasks resume somewhere else and some time later.
        var outerContext = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            _context.SetReplaying(true);
            _context.BeginTurn((_request.PastEvents.FirstOrDefault() ?? _request.NewEvents.FirstOrDefault())?.Timestamp, version: null);
            foreach (var e in _request.PastEvents)
                Process(e);
            _context.SetReplaying(false);
            foreach (var e in _request.NewEvents)
                Process(e);
        }
        finally
        {
            _context.EndTurn();
            SynchronizationContext.SetSynchronizationContext(outerContext);
        }

        return Respond();
    }

    private void Process(Wire.HistoryEvent e)
    {
        switch (e.EventTypeCase)
        {
            case EventKind.WorkflowStarted:
                if (!_allowsUnrecordedCalls)
                    _context.Calls.CheckAllRecorded();
                _context.BeginTurn(e.Timestamp, e.WorkflowStarted.Version);
                break;
            case EventKind.ExecutionStarted:
                StartCode(e.ExecutionStarted);
                break;
            case EventKind.TaskScheduled:
                AllowUnrecordedCallsAfterRerun(e.TaskScheduled.RerunParentInstanceInfo);
                CatchUpWith(e.EventId);
                _context.Calls.Record(e.EventId, ActionKind.ScheduleTask, e.TaskScheduled.Name, taskExecutionId: e.TaskScheduled.TaskExecutionId);
                break;
            case EventKind.ChildWorkflowInstanceCreated:
                AllowUnrecordedCallsAfterRerun(e.ChildWorkflowInstanceCreated.RerunParentInstanceInfo);
                CatchUpWith(e.EventId);
                _context.Calls.Record(e.EventId, ActionKind.CreateChildWorkflow, e.ChildWorkflowInstanceCreated.Name);
                break;
            case EventKind.TimerCreated:
                AllowUnrecordedCallsAfterRerun(e.TimerCreated.RerunParentInstanceInfo);
                CatchUpWith(e.EventId);
                _context.Calls.Record(e.EventId, ActionKind.CreateTimer, name: null, e.TimerCreated.FireAt);
                break;
            case EventKind.EventSent:
                CatchUpWith(e.EventId);
                _context.Calls.Record(e.EventId, ActionKind.SendEvent, e.EventSent.Name);
                break;
            case EventKind.ExecutionSuspended:
                _isSuspended = true;
                // The published SDK answers a turn that ends suspended with nothing, so what the code asked for may be recorded late.
                _allowsUnrecordedCalls = true;
                break;
            case EventKind.ExecutionResumed:
                _isSuspended = false;
                while (!_isSuspended && _heldBack is not null && _heldBack.TryDequeue(out var held))
                    Deliver(held);
                break;
            case EventKind.TaskCompleted or EventKind.TaskFailed or EventKind.TimerFired or EventKind.EventRaised
                or EventKind.ChildWorkflowInstanceCompleted or EventKind.ChildWorkflowInstanceFailed:
                if (_isSuspended)
                    (_heldBack ??= []).Enqueue(e);
                else
                    Deliver(e);
                break;
        }
    }

    // A suspended instance holds its events back. A history written by a worker that did not shows calls the code can only have made on one of them.
    private void CatchUpWith(int recordedId)
    {
        while (_heldBack is not null && !_context.Calls.Expects(recordedId) && _heldBack.TryDequeue(out var held))
            Deliver(held);
    }

    // A rerun begins with a part of another instance's history: calls made beside the one rerun may be missing, and are made again.
    private void AllowUnrecordedCallsAfterRerun(Wire.RerunParentInstanceInfo? rerun) => _allowsUnrecordedCalls |= rerun is not null;

    private void StartCode(Wire.ExecutionStartedEvent started)
    {
        if (_run is not null)
            return;
        try
        {
            _run = _workflow.RunAsync(_context, _serializer.Deserialize(started.Input, _workflow.InputType));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // An input of another shape, or code that throws before its first await without being async.
            _run = Task.FromException<object?>(e);
        }
    }

    private void Deliver(Wire.HistoryEvent e)
    {
        if (_context.Continuation is not null)
        {
            // The next generation gets what this one did not wait for.
            if (e.EventTypeCase == EventKind.EventRaised)
                _context.Events.Keep(e);
            return;
        }

        var calls = _context.Calls;
        switch (e.EventTypeCase)
        {
            case EventKind.EventRaised:
                _context.Events.Deliver(e);
                break;
            case EventKind.TaskCompleted:
                calls.Close(e.TaskCompleted.TaskScheduledId, ActionKind.ScheduleTask, e.TaskCompleted.TaskExecutionId)?.Complete(e.TaskCompleted.Result);
                break;
            case EventKind.TaskFailed:
                calls.Close(e.TaskFailed.TaskScheduledId, ActionKind.ScheduleTask, e.TaskFailed.TaskExecutionId)?.Fail(e.TaskFailed.FailureDetails);
                break;
            case EventKind.TimerFired:
                calls.Close(e.TimerFired.TimerId, ActionKind.CreateTimer)?.Complete(null);
                break;
            case EventKind.ChildWorkflowInstanceCompleted:
                calls.Close(e.ChildWorkflowInstanceCompleted.TaskScheduledId, ActionKind.CreateChildWorkflow)?.Complete(e.ChildWorkflowInstanceCompleted.Result);
                break;
            case EventKind.ChildWorkflowInstanceFailed:
                calls.Close(e.ChildWorkflowInstanceFailed.TaskScheduledId, ActionKind.CreateChildWorkflow)?.Fail(e.ChildWorkflowInstanceFailed.FailureDetails);
                break;
        }
    }

    private Wire.WorkflowResponse Respond()
    {
        var response = new Wire.WorkflowResponse { InstanceId = _request.InstanceId, CustomStatus = _context.CustomStatus, Version = _context.Patches.ToRecord };
        response.Actions.AddRange(_context.Calls.UnrecordedActions());

        if (_run is { IsCompletedSuccessfully: false, IsCompleted: true })
        {
            response.Actions.Add(TurnResponse.Failure(FailureDetails.From(Cause(_run), nonRetriable: true)));
        }
        else if (_context.Continuation is { } continuation)
        {
            var heldBackEvents = _heldBack?.Where(e => e.EventTypeCase == EventKind.EventRaised) ?? [];
            response.Actions.Add(TurnResponse.ContinueAsNew(continuation, continuation.KeepEvents ? [.. _context.Events.Unclaimed(), .. heldBackEvents] : []));
        }
        else if (_run is { IsCompletedSuccessfully: true })
        {
            response.Actions.Add(TurnResponse.Completion(_serializer.Serialize(_run.Result, _workflow.OutputType)));
        }
        else if (!_context.Calls.HasOpenCalls && !_context.Events.HasWaiters && _heldBack is not { Count: > 0 })
        {
            response.Actions.Add(TurnResponse.Failure(FailureDetails.Create(
                typeof(InvalidOperationException).FullName!,
                $"Workflow '{_start.Started.Name}' waits for something that is not in its history and so would wait for ever. A workflow may only await tasks "
                + "made by its context, and Task.WhenAll or Task.WhenAny of them. Whatever resumes on another thread does not work here: Task.WhenEach, Task.Yield, "
                + "Task.Run, Task.Delay, SemaphoreSlim, I/O.",
                nonRetriable: true)));
        }

        return response;
    }

    private static Exception Cause(Task<object?> run) =>
        run.Exception is { InnerExceptions: [var cause, ..] } ? cause : new TaskCanceledException(run);
}
