namespace Dapr.Workflow.Abstractions;

/// <summary>An activity as the worker runs it; write <see cref="WorkflowActivity{TInput,TOutput}"/> instead of implementing this.</summary>
public interface IWorkflowActivity
{
    /// <summary>The type the input is read as.</summary>
    Type InputType { get; }

    /// <summary>The type the result is written as.</summary>
    Type OutputType { get; }

    /// <summary>Runs the activity once. An exception is reported to the workflow as a task failure.</summary>
    Task<object?> RunAsync(WorkflowActivityContext context, object? input);
}
