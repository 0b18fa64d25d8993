namespace Dapr.Workflow;

/// <summary>An activity or child workflow failed; <see cref="FailureDetails"/> says how.</summary>
public class WorkflowTaskFailedException(string message, WorkflowTaskFailureDetails failureDetails) : Exception(message)
{
    /// <summary>The failure as it was reported.</summary>
    public WorkflowTaskFailureDetails FailureDetails { get; } = failureDetails ?? throw new ArgumentNullException(nameof(failureDetails));
}
