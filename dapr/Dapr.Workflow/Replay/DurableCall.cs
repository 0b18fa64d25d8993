using Dapr.Common.Serialization;
using Wire = Dapr.DurableTask.Protobuf;
using ActionKind = Dapr.DurableTask.Protobuf.WorkflowAction.WorkflowActionTypeOneofCase;

namespace Dapr.Workflow.Replay;

/// <summary>One thing the code asked the engine for, known by its sequence id: the action, and the task the code holds.</summary>
internal abstract class DurableCall(Wire.WorkflowAction action)
{
    public int Id => action.Id;

    public Wire.WorkflowAction Action => action;

    public ActionKind Kind => action.WorkflowActionTypeCase;

    /// <summary>A timer the code does not need: waiting for ever. Histories of other SDK versions may lack it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Follows the ids when an optional call before this one turns out not to be in the history.</summary>
    public void ShiftDown() => action.Id--;

    /// <summary>Ends the task with a serialized result. The code runs on, to its next wait, before this returns.</summary>
    public abstract void Complete(string? result);

    /// <summary>Ends the task with a failure. The code runs on, to its next wait, before this returns.</summary>
    public abstract void Fail(Wire.TaskFailureDetails? details);

    /// <summary>The call in words, for messages.</summary>
    public string Describe() => Kind switch
    {
        ActionKind.ScheduleTask => $"activity '{action.ScheduleTask.Name}'",
        ActionKind.CreateChildWorkflow => $"child workflow '{action.CreateChildWorkflow.Name}'",
        ActionKind.CreateTimer => "a timer",
        ActionKind.SendEvent => $"event '{action.SendEvent.Name}' to another instance",
        _ => Kind.ToString(),
    };
}

/// <summary>A call whose result is read as <typeparamref name="T"/>; <see cref="NoResult"/> where there is none, or none is wanted.</summary>
internal sealed class DurableCall<T>(Wire.WorkflowAction action, IDaprSerializer serializer) : DurableCall(action)
{
    // Without RunContinuationsAsynchronously: the code must run on here and now, in the order of the history.
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public override void Complete(string? result)
    {
        T? value;
        try
        {
            value = typeof(T) == typeof(NoResult) ? default : serializer.Deserialize<T>(result);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // What the callee returned is not what the code expects: the code's to handle.
            _source.TrySetException(e);
            return;
        }

        _source.TrySetResult(value!);
    }

    public override void Fail(Wire.TaskFailureDetails? details)
    {
        var failure = FailureDetails.Read(details);
        _source.TrySetException(new WorkflowTaskFailedException($"The {Describe()} failed: {failure.ErrorMessage}", failure));
    }

    /// <summary>Frees the code when the token is cancelled; the call itself goes on.</summary>
    public void CancelOn(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
            cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource<T>)state!).TrySetCanceled(token), _source);
    }
}

/// <summary>The result of a call that has none.</summary>
internal readonly struct NoResult;
