using Dapr.Workflow.Abstractions;

namespace Dapr.Workflow;

/// <summary>
/// One step of a workflow: ordinary code, free to do I/O. It runs at least once, so an effect that must not double needs a key
/// of its own, for which <see cref="WorkflowActivityContext.TaskExecutionKey"/> is made.
/// </summary>
public abstract class WorkflowActivity<TInput, TOutput> : IWorkflowActivity
{
    Type IWorkflowActivity.InputType => typeof(TInput);

    Type IWorkflowActivity.OutputType => typeof(TOutput);

    /// <inheritdoc/>
    public async Task<object?> RunAsync(WorkflowActivityContext context, object? input) =>
        await RunAsync(context, (TInput)input!).ConfigureAwait(false);

    /// <summary>The activity's code.</summary>
    public abstract Task<TOutput> RunAsync(WorkflowActivityContext context, TInput input);
}
