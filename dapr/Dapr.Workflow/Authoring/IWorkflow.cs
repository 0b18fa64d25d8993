namespace Dapr.Workflow;

/// <summary>A workflow as the worker runs it; write <see cref="Workflow{TInput,TOutput}"/> instead of implementing this.</summary>
public interface IWorkflow
{
    /// <summary>The type the recorded input is read as.</summary>
    Type InputType { get; }

    /// <summary>The type the result is written as.</summary>
    Type OutputType { get; }

    /// <summary>Runs the workflow from its start; on a replay the context answers from the history.</summary>
    Task<object?> RunAsync(WorkflowContext context, object? input);
}
