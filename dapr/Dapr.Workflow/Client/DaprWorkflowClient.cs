using Dapr.Common.Serialization;
using Dapr.Protocol.Grpc;
using Dapr.Workflow.Client;
using Dapr.Workflow.Worker;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow;

/// <inheritdoc cref="IDaprWorkflowClient"/>
/// <remarks>Safe for concurrent use. Failures of the sidecar are <see cref="RpcException"/>s.</remarks>
public sealed class DaprWorkflowClient : IDaprWorkflowClient
{
    private static readonly TimeSpan FirstWaitRetryDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxWaitRetryDelay = TimeSpan.FromSeconds(15);

    private readonly TaskHub _hub;
    private readonly IDaprSerializer _serializer;
    private readonly bool _ownsHub;

    internal DaprWorkflowClient(TaskHub hub, IDaprSerializer serializer, bool ownsHub) => (_hub, _serializer, _ownsHub) = (hub, serializer, ownsHub);

    /// <inheritdoc/>
    public Task<string> ScheduleNewWorkflowAsync(string name, string? instanceId = null, object? input = null) =>
        ScheduleNewWorkflowAsync(name, instanceId, input, default(DateTimeOffset?));

    /// <inheritdoc/>
    public Task<string> ScheduleNewWorkflowAsync(string name, string? instanceId, object? input, DateTime? startTime) =>
        ScheduleNewWorkflowAsync(name, instanceId, input, startTime is { } time ? new DateTimeOffset(time) : default(DateTimeOffset?));

    /// <inheritdoc/>
    public async Task<string> ScheduleNewWorkflowAsync(
        string name, string? instanceId, object? input, DateTimeOffset? startTime, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var request = new Wire.CreateInstanceRequest
        {
            InstanceId = string.IsNullOrEmpty(instanceId) ? Guid.NewGuid().ToString("N") : instanceId,
            Name = name,
            Input = _serializer.Serialize(input),
            ScheduledStartTimestamp = startTime is { } time ? Timestamp.FromDateTimeOffset(time) : null,
            ParentTraceContext = WorkflowTracing.Current(),
        };
        return (await CallAsync<Wire.CreateInstanceResponse>("StartInstance", request, cancellation).ConfigureAwait(false)).InstanceId;
    }

    /// <inheritdoc/>
    public async Task<WorkflowState> GetWorkflowStateAsync(string instanceId, bool getInputsAndOutputs = true, CancellationToken cancellation = default)
    {
        var request = InstanceRequest(instanceId, getInputsAndOutputs);
        try
        {
            var response = await CallAsync<Wire.GetInstanceResponse>("GetInstance", request, cancellation).ConfigureAwait(false);
            return new WorkflowState(response.Exists ? response.WorkflowState : null, _serializer);
        }
        catch (RpcException e) when (IsNotFound(e))
        {
            return new WorkflowState(null, _serializer);
        }
    }

    /// <inheritdoc/>
    public Task<WorkflowState> WaitForWorkflowStartAsync(
        string instanceId, bool getInputsAndOutputs = true, CancellationToken cancellation = default) =>
        WaitAsync("WaitForInstanceStart", InstanceRequest(instanceId, getInputsAndOutputs), cancellation);

    /// <inheritdoc/>
    public Task<WorkflowState> WaitForWorkflowCompletionAsync(
        string instanceId, bool getInputsAndOutputs = true, CancellationToken cancellation = default) =>
        WaitAsync("WaitForInstanceCompletion", InstanceRequest(instanceId, getInputsAndOutputs), cancellation);

    /// <inheritdoc/>
    public async Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        ArgumentException.ThrowIfNullOrWhiteSpace(eventName);
        var request = new Wire.RaiseEventRequest { InstanceId = instanceId, Name = eventName, Input = _serializer.Serialize(eventPayload) };
        await CallAsync<Wire.RaiseEventResponse>("RaiseEvent", request, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task TerminateWorkflowAsync(string instanceId, object? output = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        var request = new Wire.TerminateRequest { InstanceId = instanceId, Output = _serializer.Serialize(output), Recursive = true };
        await CallAsync<Wire.TerminateResponse>("TerminateInstance", request, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task SuspendWorkflowAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        var request = new Wire.SuspendRequest { InstanceId = instanceId, Reason = reason ?? "" };
        await CallAsync<Wire.SuspendResponse>("SuspendInstance", request, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task ResumeWorkflowAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        var request = new Wire.ResumeRequest { InstanceId = instanceId, Reason = reason ?? "" };
        await CallAsync<Wire.ResumeResponse>("ResumeInstance", request, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        var request = new Wire.PurgeInstancesRequest { InstanceId = instanceId, Recursive = true };
        try
        {
            return (await CallAsync<Wire.PurgeInstancesResponse>("PurgeInstances", request, cancellation).ConfigureAwait(false)).DeletedInstanceCount > 0;
        }
        catch (RpcException e) when (IsNotFound(e))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<WorkflowInstancePage> ListInstanceIdsAsync(
        string? continuationToken = null, int? pageSize = null, CancellationToken cancellation = default)
    {
        var request = new Wire.ListInstanceIDsRequest();
        if (!string.IsNullOrEmpty(continuationToken))
            request.ContinuationToken = continuationToken;
        if (pageSize is { } size)
            request.PageSize = size > 0 ? (uint)size : throw new ArgumentOutOfRangeException(nameof(pageSize), size, "A page holds at least one id.");
        var response = await CallAsync<Wire.ListInstanceIDsResponse>("ListInstanceIDs", request, cancellation).ConfigureAwait(false);
        return new WorkflowInstancePage([.. response.InstanceIds], response.HasContinuationToken ? response.ContinuationToken : null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkflowHistoryEvent>> GetInstanceHistoryAsync(string instanceId, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        var request = new Wire.GetInstanceHistoryRequest { InstanceId = instanceId };
        var response = await CallAsync<Wire.GetInstanceHistoryResponse>("GetInstanceHistory", request, cancellation).ConfigureAwait(false);
        return [.. response.Events.Select(WorkflowHistoryEvent.From)];
    }

    /// <inheritdoc/>
    public async Task<string> RerunWorkflowFromEventAsync(
        string sourceInstanceId, uint eventId, RerunWorkflowFromEventOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sourceInstanceId);
        var request = new Wire.RerunWorkflowFromEventRequest { SourceInstanceID = sourceInstanceId, EventID = eventId };
        if (options is not null)
        {
            request.OverwriteInput = options.OverwriteInput;
            request.Input = options.OverwriteInput ? _serializer.Serialize(options.Input) : null;
            if (!string.IsNullOrEmpty(options.NewInstanceId))
                request.NewInstanceID = options.NewInstanceId;
        }

        return (await CallAsync<Wire.RerunWorkflowFromEventResponse>("RerunWorkflowFromEvent", request, cancellation).ConfigureAwait(false)).NewInstanceID;
    }

    /// <summary>Closes the connection, where the client has one of its own.</summary>
    public void Dispose()
    {
        if (_ownsHub)
            _hub.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<TResponse> CallAsync<TResponse>(string rpc, Google.Protobuf.IMessage request, CancellationToken cancellation)
        where TResponse : class, Google.Protobuf.IMessage<TResponse>, new() => _hub.CallAsync<TResponse>(rpc, request, cancellation);

    // The sidecar answers when it is time. A connection lost while waiting is no news of the instance: asked again, until the caller has enough.
    private async Task<WorkflowState> WaitAsync(string rpc, Wire.GetInstanceRequest request, CancellationToken cancellation)
    {
        for (var delay = FirstWaitRetryDelay; ; delay = delay * 2 < MaxWaitRetryDelay ? delay * 2 : MaxWaitRetryDelay)
        {
            try
            {
                var response = await _hub.CallOnceAsync<Wire.GetInstanceResponse>(rpc, request, cancellation).ConfigureAwait(false);
                return response.Exists
                    ? new WorkflowState(response.WorkflowState, _serializer)
                    : throw new InvalidOperationException($"Workflow instance '{request.InstanceId}' does not exist.");
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                await Task.Delay(delay, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static Wire.GetInstanceRequest InstanceRequest(string instanceId, bool getInputsAndOutputs)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        return new Wire.GetInstanceRequest { InstanceId = instanceId, GetInputsAndOutputs = getInputsAndOutputs };
    }

    // Older runtimes have no status for it, only a text.
    private static bool IsNotFound(RpcException e) =>
        e.StatusCode == StatusCode.NotFound
        || (e.StatusCode == StatusCode.Unknown && e.Status.Detail.Contains("no such instance", StringComparison.OrdinalIgnoreCase));
}
