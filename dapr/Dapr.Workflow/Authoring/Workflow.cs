namespace Dapr.Workflow;

/// <summary>
/// A durable function. Its code is run again from the start each time something it waits for has happened, so it must be
/// deterministic: time, ids, waiting and I/O only through the <see cref="WorkflowContext"/>. Await the context's tasks, and Task.WhenAll or Task.WhenAny
/// of them; what resumes on another thread (Task.WhenEach, Task.Yield, Task.Run, SemaphoreSlim) fails the workflow.
/// </summary>
public abstract class Workflow<TInput, TOutput> : IWorkflow
{
    Type IWorkflow.InputType => typeof(TInput);

    Type IWorkflow.OutputType => typeof(TOutput);

    async Task<object?> IWorkflow.RunAsync(WorkflowContext context, object? input) =>
        await RunAsync(context, (TInput)input!).ConfigureAwait(false);

    /// <summary>The workflow's code.</summary>
    public abstract Task<TOutput> RunAsync(WorkflowContext context, TInput input);
}
