using Dapr.Common.Serialization;
using Dapr.DurableTask.Protobuf;
using Dapr.Workflow;
using Dapr.Workflow.Replay;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaprProcessing.Workflow.Tests.Sdk.Replay;

/// <summary>A history written by hand, one turn after the other; the last turn is the one to run.</summary>
internal sealed class History
{
    public static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly List<List<HistoryEvent>> _turns = [];
    private DateTime _now = Start;

    private History()
    {
    }

    public string InstanceId { get; init; } = "order-1";

    public string? ExecutionId { get; init; } = "0f6f4f3e-6f1f-4a53-a7f4-34f7d5f6b7a1";

    /// <summary>An instance that was just started.</summary>
    public static History Of(string input = "", string name = "W", string instanceId = "order-1") =>
        new History { InstanceId = instanceId }.Turn().Add(new() { ExecutionStarted = new() { Name = name, Input = input } });

    /// <summary>The turn so far is history now; a new one begins.</summary>
    public History Turn(TimeSpan? later = null, params string[] patches)
    {
        _now += later ?? TimeSpan.FromSeconds(1);
        _turns.Add([]);
        return Add(new() { WorkflowStarted = new() { Version = patches is [] ? null : new() { Patches = { patches } } } });
    }

    public History Scheduled(int id, string activity) => Add(new() { EventId = id, TaskScheduled = new() { Name = activity } });

    public History Completed(int id, string result, string executionId = "") =>
        Add(new() { TaskCompleted = new() { TaskScheduledId = id, Result = result, TaskExecutionId = executionId } });

    public History Failed(int id, string message = "no luck", string type = "System.IO.IOException") =>
        Add(new() { TaskFailed = new() { TaskScheduledId = id, FailureDetails = new() { ErrorType = type, ErrorMessage = message } } });

    public History TimerCreated(int id, DateTime fireAt) => Add(new() { EventId = id, TimerCreated = new() { FireAt = Timestamp.FromDateTime(fireAt) } });

    public History TimerFired(int id) => Add(new() { TimerFired = new() { TimerId = id } });

    public History ChildCreated(int id, string name) => Add(new() { EventId = id, ChildWorkflowInstanceCreated = new() { Name = name } });

    public History ChildCompleted(int id, string result) => Add(new() { ChildWorkflowInstanceCompleted = new() { TaskScheduledId = id, Result = result } });

    public History ChildFailed(int id, string message) => Add(new()
    {
        ChildWorkflowInstanceFailed = new() { TaskScheduledId = id, FailureDetails = new() { ErrorType = "E", ErrorMessage = message } },
    });

    public History EventSent(int id, string name) => Add(new() { EventId = id, EventSent = new() { Name = name, InstanceId = "other" } });

    public History Raised(string name, string payload = "") => Add(new() { EventRaised = new() { Name = name, Input = payload } });

    public History Suspended() => Add(new() { ExecutionSuspended = new() });

    public History Resumed() => Add(new() { ExecutionResumed = new() });

    public History Terminated(string output) => Add(new() { ExecutionTerminated = new() { Input = output } });

    public History Add(HistoryEvent e)
    {
        if (e.EventTypeCase is not (HistoryEvent.EventTypeOneofCase.TaskScheduled or HistoryEvent.EventTypeOneofCase.TimerCreated
            or HistoryEvent.EventTypeOneofCase.ChildWorkflowInstanceCreated or HistoryEvent.EventTypeOneofCase.EventSent))
        {
            e.EventId = -1;
        }

        e.Timestamp = Timestamp.FromDateTime(_now);
        _turns[^1].Add(e);
        return this;
    }

    public WorkflowRequest Request() => new()
    {
        InstanceId = InstanceId, ExecutionId = ExecutionId, PastEvents = { _turns.SkipLast(1).SelectMany(t => t) }, NewEvents = { _turns[^1] },
    };

    /// <summary>Runs the last turn with this code registered as "W".</summary>
    public WorkflowResponse Run<TIn, TOut>(Func<WorkflowContext, TIn, Task<TOut>> code, ILoggerFactory? loggerFactory = null)
    {
        var options = new WorkflowRuntimeOptions();
        options.RegisterWorkflow("W", code);
        return WorkflowTurn.Run(
            Request(), name => options.CreateWorkflow(name, NoServices.Instance), new JsonDaprSerializer(), loggerFactory ?? NullLoggerFactory.Instance);
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(System.Type serviceType) => null;
    }
}
