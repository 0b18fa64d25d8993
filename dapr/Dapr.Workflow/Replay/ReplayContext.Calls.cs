using Google.Protobuf.WellKnownTypes;
using Wire = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.Replay;

/// <summary>The calls with a place in the history: each takes the next sequence id when the code makes it.</summary>
internal sealed partial class ReplayContext
{
    // What waiting for ever is on the wire: the last instant a timestamp can hold.
    private static readonly Timestamp Never = new() { Seconds = 253402300799, Nanos = 999999999 };

    public override Task CallActivityAsync(string name, object? input = null, WorkflowTaskOptions? options = null) =>
        CallActivityAsync<NoResult>(name, input, options);

    public override Task<T> CallActivityAsync<T>(string name, object? input = null, WorkflowTaskOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        EnsureInTurn();
        var serialized = _serializer.Serialize(input);
        return options?.RetryPolicy is { } policy
            ? RetryActivityAsync<T>(name, serialized, options, policy)
            : StartActivity<T>(name, serialized, options).Task;
    }

    public override Task CallChildWorkflowAsync(string workflowName, object? input = null, ChildWorkflowTaskOptions? options = null) =>
        CallChildWorkflowAsync<NoResult>(workflowName, input, options);

    public override Task<TResult> CallChildWorkflowAsync<TResult>(string workflowName, object? input = null, ChildWorkflowTaskOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(workflowName);
        EnsureInTurn();
        var serialized = _serializer.Serialize(input);
        return options?.RetryPolicy is { } policy
            ? RetryChildAsync<TResult>(workflowName, serialized, options, policy)
            : StartChild<TResult>(workflowName, serialized, options).Task;
    }

    public override Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken = default)
    {
        var call = StartTimer(new Wire.CreateTimerAction { FireAt = After(delay), CreateTimer = new() });
        call.CancelOn(cancellationToken);
        return call.Task;
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var utc = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        var call = StartTimer(new Wire.CreateTimerAction { FireAt = Timestamp.FromDateTime(utc), CreateTimer = new() });
        call.CancelOn(cancellationToken);
        return call.Task;
    }

    public override Task<T> WaitForExternalEventAsync<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(eventName);
        EnsureInTurn();
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled<T>(cancellationToken) : Events.WaitAsync<T>(eventName, cancellationToken);
    }

    public override async Task<T> WaitForExternalEventAsync<T>(string eventName, TimeSpan timeout)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(eventName);
        EnsureInTurn();
        if (timeout == TimeSpan.Zero)
            throw new TaskCanceledException($"No time to wait for event '{eventName}': the timeout is zero.");

        // The timer takes its sequence id even where the event is there already: a replay cannot tell, and ids must not depend on it.
        var forEver = timeout < TimeSpan.Zero;
        var timer = StartTimer(
            new Wire.CreateTimerAction { FireAt = forEver ? Never : After(timeout), ExternalEvent = new() { Name = eventName } }, isOptional: forEver);
        using var timeIsUp = new CancellationTokenSource();
        var raised = Events.WaitAsync<T>(eventName, timeIsUp.Token);
        if (await Task.WhenAny(timer.Task, raised).ConfigureAwait(false) != raised)
            timeIsUp.Cancel();
        return await raised.ConfigureAwait(false);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        ArgumentException.ThrowIfNullOrWhiteSpace(eventName);
        EnsureInTurn();
        Calls.Add(new DurableCall<NoResult>(
            new Wire.WorkflowAction
            {
                Id = Calls.NextId(),
                SendEvent = new() { Instance = new() { InstanceId = instanceId }, Name = eventName, Data = _serializer.Serialize(payload) },
            },
            _serializer));
    }

    private async Task<T> RetryActivityAsync<T>(string name, string input, WorkflowTaskOptions options, WorkflowRetryPolicy policy)
    {
        var startedAt = CurrentUtcDateTime;
        string? firstExecutionId = null;
        for (var attempt = 0; ; attempt++)
        {
            var call = StartActivity<T>(name, input, options);
            firstExecutionId ??= call.Action.ScheduleTask.TaskExecutionId;
            try
            {
                return await call.Task.ConfigureAwait(false);
            }
            catch (WorkflowTaskFailedException) when (policy.AllowsRetry(attempt, CurrentUtcDateTime - startedAt))
            {
                await StartTimer(new() { FireAt = After(policy.DelayAfter(attempt)), ActivityRetry = new() { TaskExecutionId = firstExecutionId } })
                    .Task.ConfigureAwait(false);
            }
        }
    }

    private async Task<T> RetryChildAsync<T>(string name, string input, ChildWorkflowTaskOptions options, WorkflowRetryPolicy policy)
    {
        var startedAt = CurrentUtcDateTime;
        string? firstInstanceId = null;
        for (var attempt = 0; ; attempt++)
        {
            var call = StartChild<T>(name, input, options);
            firstInstanceId ??= call.Action.CreateChildWorkflow.InstanceId;
            try
            {
                return await call.Task.ConfigureAwait(false);
            }
            catch (WorkflowTaskFailedException) when (policy.AllowsRetry(attempt, CurrentUtcDateTime - startedAt))
            {
                await StartTimer(new() { FireAt = After(policy.DelayAfter(attempt)), ChildWorkflowRetry = new() { InstanceId = firstInstanceId } })
                    .Task.ConfigureAwait(false);
            }
        }
    }

    private DurableCall<T> StartActivity<T>(string name, string input, WorkflowTaskOptions? options)
    {
        var id = Calls.NextId();
        return Open<T>(new Wire.WorkflowAction
        {
            Id = id,
            Router = RouterTo(options?.TargetAppId),
            ScheduleTask = new()
            {
                Name = name,
                Input = input,
                TaskExecutionId = NameBasedGuid.Create(_namespace, $"{InstanceId}|activity|{id}|{name}").ToString("N"),
                HistoryPropagationScope = (Wire.HistoryPropagationScope)(options?.PropagationScope ?? HistoryPropagationScope.None),
            },
        });
    }

    private DurableCall<T> StartChild<T>(string name, string input, ChildWorkflowTaskOptions? options)
    {
        var instanceId = options?.InstanceId ?? NewGuid().ToString();
        return Open<T>(new Wire.WorkflowAction
        {
            Id = Calls.NextId(),
            Router = RouterTo(options?.TargetAppId),
            CreateChildWorkflow = new()
            {
                InstanceId = instanceId,
                Name = name,
                Input = input,
                HistoryPropagationScope = (Wire.HistoryPropagationScope)(options?.PropagationScope ?? HistoryPropagationScope.None),
            },
        });
    }

    private DurableCall<NoResult> StartTimer(Wire.CreateTimerAction timer, bool isOptional = false)
    {
        EnsureInTurn();
        return Open<NoResult>(new Wire.WorkflowAction { Id = Calls.NextId(), CreateTimer = timer }, isOptional);
    }

    private DurableCall<T> Open<T>(Wire.WorkflowAction action, bool isOptional = false)
    {
        var call = new DurableCall<T>(action, _serializer) { IsOptional = isOptional };
        Calls.Open(call);
        return call;
    }

    private Wire.TaskRouter? RouterTo(string? targetAppId)
    {
        if (string.IsNullOrWhiteSpace(targetAppId))
            return null;
        var router = new Wire.TaskRouter { TargetAppID = targetAppId };
        if (!string.IsNullOrEmpty(_appId))
            router.SourceAppID = _appId;
        return router;
    }

    private Timestamp After(TimeSpan delay) =>
        delay < DateTime.MaxValue - CurrentUtcDateTime ? Timestamp.FromDateTime(CurrentUtcDateTime + delay) : Never;
}
