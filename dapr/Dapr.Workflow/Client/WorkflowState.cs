using Dapr.Common.Serialization;
using Dapr.Workflow.Replay;
using Wire = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow;

/// <summary>Where an instance stood when it was asked for. Input, output, custom status and failure are only there when asked for.</summary>
public sealed class WorkflowState
{
    private readonly Wire.WorkflowState? _state;
    private readonly IDaprSerializer _serializer;

    internal WorkflowState(Wire.WorkflowState? state, IDaprSerializer serializer) => (_state, _serializer) = (state, serializer);

    /// <summary>The workflow's name.</summary>
    public string? WorkflowName => _state?.Name;

    /// <summary>Whether there is such an instance.</summary>
    public bool Exists => _state is not null;

    /// <summary>Started, not ended, not held.</summary>
    public bool IsWorkflowRunning => RuntimeStatus == WorkflowRuntimeStatus.Running;

    /// <summary>Completed, failed or terminated.</summary>
    public bool IsWorkflowCompleted =>
        RuntimeStatus is WorkflowRuntimeStatus.Completed or WorkflowRuntimeStatus.Failed or WorkflowRuntimeStatus.Terminated;

    /// <summary>When the instance was scheduled.</summary>
    public DateTimeOffset CreatedAt => _state?.CreatedTimestamp?.ToDateTimeOffset() ?? default;

    /// <summary>When something last happened to it.</summary>
    public DateTimeOffset LastUpdatedAt => _state?.LastUpdatedTimestamp?.ToDateTimeOffset() ?? default;

    /// <summary>Where it stands.</summary>
    public WorkflowRuntimeStatus RuntimeStatus =>
        _state is not null && Enum.IsDefined((WorkflowRuntimeStatus)_state.WorkflowStatus)
            ? (WorkflowRuntimeStatus)_state.WorkflowStatus
            : WorkflowRuntimeStatus.Unknown;

    /// <summary>Why it failed, if it did.</summary>
    public WorkflowTaskFailureDetails? FailureDetails =>
        _state?.FailureDetails is { } details ? Replay.FailureDetails.Read(details) : null;

    /// <summary>The input it was given.</summary>
    public T? ReadInputAs<T>() => _serializer.Deserialize<T>(_state?.Input);

    /// <summary>What it returned, or was terminated with.</summary>
    public T? ReadOutputAs<T>() => _serializer.Deserialize<T>(_state?.Output);

    /// <summary>The status its code set last.</summary>
    public T? ReadCustomStatusAs<T>() => _serializer.Deserialize<T>(_state?.CustomStatus);
}
