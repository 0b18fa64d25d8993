namespace Dapr.Workflow;

/// <summary>How an activity is called.</summary>
/// <param name="RetryPolicy">When and how often a failure is tried again; null: never.</param>
/// <param name="TargetAppId">The app that hosts the activity; null: this one.</param>
/// <param name="PropagationScope">How much of this workflow's history the callee may read.</param>
public record WorkflowTaskOptions(
    WorkflowRetryPolicy? RetryPolicy = null,
    string? TargetAppId = null,
    HistoryPropagationScope PropagationScope = HistoryPropagationScope.None)
{
    public WorkflowTaskOptions WithHistoryPropagation(HistoryPropagationScope scope) => this with { PropagationScope = scope };
}

/// <summary>How a child workflow is called.</summary>
/// <param name="InstanceId">The child's instance id; null: a new one derived from the parent.</param>
/// <param name="RetryPolicy">When and how often a failure is tried again; null: never.</param>
/// <param name="TargetAppId">The app that hosts the child; null: this one.</param>
/// <param name="PropagationScope">How much of this workflow's history the child may read.</param>
public record ChildWorkflowTaskOptions(
    string? InstanceId = null,
    WorkflowRetryPolicy? RetryPolicy = null,
    string? TargetAppId = null,
    HistoryPropagationScope PropagationScope = HistoryPropagationScope.None)
    : WorkflowTaskOptions(RetryPolicy, TargetAppId, PropagationScope)
{
    public new ChildWorkflowTaskOptions WithHistoryPropagation(HistoryPropagationScope scope) => this with { PropagationScope = scope };
}
