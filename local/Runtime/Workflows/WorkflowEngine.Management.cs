using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Store;
using DaprProcessing.Local.Runtime.Workflows.Transitions;
using Grpc.Core;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Workflows;

/// <content>
/// What clients ask for. Failures are <see cref="RpcException"/>s; every change is durable when its call returns.
/// </content>
public sealed partial class WorkflowEngine
{
    private const int MaxInstanceIdLength = 512;
    private const int MaxNameLength = 512;
    private const int MaxListPageSize = 1000;

    internal async Task<string> StartAsync(string appId, CreateInstanceRequest request)
    {
        var id = request.InstanceId.Length > 0 ? request.InstanceId : Guid.NewGuid().ToString("N");
        RequireLength("instance id", id, MaxInstanceIdLength);
        RequireLength("workflow name", request.Name, MaxNameLength);
        RequirePayload("workflow input", request.Input);
        long? scheduledAt = request.ScheduledStartTimestamp is { } at ? UnixTicks.FromTimestamp(at) : null;
        var start = new StartRequest(appId, id, request.Name, request.Input, scheduledAt, Trace: request.ParentTraceContext);
        var isLost = _options.LosesStart?.Invoke(id) == true;
        await TransitAsync(transition => Starting.TryStart(transition, start with { IsLost = isLost })
            ?? throw new RpcException(new Status(StatusCode.AlreadyExists,
                $"A workflow instance '{id}' is still running."))).ConfigureAwait(false);
        return isLost ? throw new RpcException(new Status(StatusCode.DeadlineExceeded, "the scheduler is away, on demand")) : id;
    }

    /// <returns><c>Exists = false</c> when there is no such instance.</returns>
    internal Task<GetInstanceResponse> GetAsync(string appId, string id, bool withPayloads,
        CancellationToken cancellationToken) =>
        ReadAsync(connection => Read(connection, appId, id, _ => withPayloads), cancellationToken);

    /// <summary>Waits until the instance has left PENDING (or until it does not exist).</summary>
    internal Task<GetInstanceResponse> WaitForStartAsync(string appId, string id, bool withPayloads,
        CancellationToken cancellationToken) =>
        WaitAsync(appId, id, withPayloads, state => state.WorkflowStatus != OrchestrationStatus.Pending, cancellationToken);

    internal Task<GetInstanceResponse> WaitForCompletionAsync(string appId, string id, bool withPayloads,
        CancellationToken cancellationToken) =>
        WaitAsync(appId, id, withPayloads, state => state.WorkflowStatus is OrchestrationStatus.Completed
            or OrchestrationStatus.Failed or OrchestrationStatus.Terminated or OrchestrationStatus.Canceled, cancellationToken);

    /// <summary>An event for an ended instance is accepted and dropped.</summary>
    internal Task RaiseEventAsync(string appId, RaiseEventRequest request)
    {
        RequireLength("event name", request.Name, MaxNameLength);
        RequirePayload("event payload", request.Input);
        return ChangeAsync(appId, request.InstanceId, (transition, row) =>
            transition.Deliver(row, Events.Raised(transition.Now, request.Name, request.Input)));
    }

    internal Task SuspendAsync(string appId, SuspendRequest request) =>
        ChangeAsync(appId, request.InstanceId, (transition, row) =>
    {
        if (!row.Suspended)
        {
            var suspended = Events.At(transition.Now);
            suspended.ExecutionSuspended = new ExecutionSuspendedEvent { Input = request.Reason };
            SetSuspended(transition, row, true, suspended);
        }
    });

    internal Task ResumeAsync(string appId, ResumeRequest request) => ChangeAsync(appId, request.InstanceId, (transition, row) =>
    {
        if (row.Suspended)
        {
            var resumed = Events.At(transition.Now);
            resumed.ExecutionResumed = new ExecutionResumedEvent { Input = request.Reason };
            SetSuspended(transition, row, false, resumed);
        }
    });

    internal Task TerminateAsync(string appId, TerminateRequest request)
    {
        RequirePayload("output", request.Output);
        return ChangeAsync(appId, request.InstanceId,
            (transition, row) => Ending.Terminate(transition, row, request.Output, request.Recursive));
    }

    /// <summary>Purges one ended instance; the number removed, descendants included (0 when absent or not ended).</summary>
    internal Task<int> PurgeAsync(string appId, PurgeInstancesRequest request)
    {
        var force = request.HasForce && request.Force;
        return TransitAsync(transition => InstanceTable.Find(transition.Connection, appId, request.InstanceId) is { } row
            ? Purging.Purge(transition, row, request.Recursive, force)
            : 0);
    }

    /// <summary>The app's instance ids, oldest first, one page at a time.</summary>
    internal async Task<ListInstanceIDsResponse> ListAsync(string appId, ListInstanceIDsRequest request,
        CancellationToken cancellationToken)
    {
        var after = 0L;
        if (request.HasContinuationToken && request.ContinuationToken.Length > 0
            && !long.TryParse(request.ContinuationToken, out after))
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "The continuation token is not one this engine gave."));
        }

        var size = request is { HasPageSize: true, PageSize: > 0 }
            ? (int)Math.Min(request.PageSize, MaxListPageSize)
            : MaxListPageSize;
        var rows = await ReadAsync(connection => InstanceTable.Page(connection, appId, after, size + 1),
            cancellationToken).ConfigureAwait(false);
        var response = new ListInstanceIDsResponse { InstanceIds = { rows.Take(size).Select(row => row.Id) } };
        if (rows.Count > size)
        {
            response.ContinuationToken = rows[size - 1].Key.ToString();
        }

        return response;
    }

    internal Task<GetInstanceHistoryResponse> GetHistoryAsync(string appId, string id, CancellationToken cancellationToken) =>
        ReadAsync(connection =>
        {
            var row = InstanceTable.Find(connection, appId, id) ?? throw NotFound(id);
            return row.HistoryBytes <= _options.MaxMessageBytes
                ? new GetInstanceHistoryResponse { Events = { HistoryTable.Read(connection, row.Key) } }
                : throw new RpcException(new Status(StatusCode.ResourceExhausted,
                    $"The history of '{id}' is larger than {_options.MaxMessageBytes} bytes."));
        }, cancellationToken);

    internal async Task<string> RerunAsync(string appId, RerunWorkflowFromEventRequest request)
    {
        RequirePayload("input", request.Input);
        RequireOptionalLength("instance id", request.NewInstanceID, MaxInstanceIdLength);
        RequireOptionalLength("instance id", request.NewChildWorkflowInstanceID, MaxInstanceIdLength);
        var row = await TransitAsync(transition => Rerunning.Rerun(transition, appId, request)).ConfigureAwait(false);
        return row.Id;
    }

    // Payloads may be large: those who wait for a status read them with the last one only.
    private static GetInstanceResponse Read(
        SqliteConnection connection, string appId, string id, Func<WorkflowState, bool> withPayloads)
    {
        if (InstanceTable.Find(connection, appId, id) is not { } row)
        {
            return new GetInstanceResponse();
        }

        var state = InstanceState.Read(connection, row);
        if (withPayloads(state))
        {
            InstanceState.AddPayloads(connection, row, state);
        }

        return new GetInstanceResponse { Exists = true, WorkflowState = state };
    }

    private static void SetSuspended(Transition transition, InstanceRow row, bool suspended, HistoryEvent reason)
    {
        if (!row.IsTerminal)
        {
            row.Suspended = suspended;
            row.UpdatedAt = transition.Now;
            InstanceTable.Update(transition.Connection, row);
            transition.Deliver(row, reason);
            transition.Effects.Changed.Add((row.AppId, row.Id));
        }
    }

    private async Task<GetInstanceResponse> WaitAsync(
        string appId, string id, bool withPayloads, Func<WorkflowState, bool> isDone, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);

        return await _waiters.WaitAsync(
            appId, id,
            () => ReadAsync(connection => Read(connection, appId, id, state => withPayloads && isDone(state)), ended.Token),
            found => !found.Exists || isDone(found.WorkflowState), ended.Token).ConfigureAwait(false);
    }

    private Task<bool> ChangeAsync(string appId, string id, Action<Transition, InstanceRow> change) => TransitAsync(transition =>
    {
        change(transition, InstanceTable.Find(transition.Connection, appId, id) ?? throw NotFound(id));
        return true;
    });

    private static RpcException NotFound(string id) => new(new Status(StatusCode.NotFound, $"no such instance exists: '{id}'"));

    private static void RequireLength(string what, string value, int max)
    {
        if (value.Length == 0 || value.Length > max || value.Any(char.IsControl))
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument,
                $"The {what} must have 1 to {max} characters, none of them a control character."));
        }
    }

    private static void RequireOptionalLength(string what, string value, int max)
    {
        if (value.Length > 0)
        {
            RequireLength(what, value, max);
        }
    }

    private void RequirePayload(string what, string? payload)
    {
        if (PayloadLimit.IsExceeded(payload, _options.MaxPayloadBytes))
        {
            throw new RpcException(new Status(StatusCode.ResourceExhausted,
                PayloadLimit.Describe(what, _options.MaxPayloadBytes)));
        }
    }
}
