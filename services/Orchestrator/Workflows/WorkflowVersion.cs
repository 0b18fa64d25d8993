using Dapr.Workflow;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>
/// Part of the workflows' registered names. The worker does not notice that changed code no longer fits a running history, so it
/// is raised with every change to the order of what a workflow calls or waits for; the reconciler starts the jobs of another
/// version again. Their work is not lost: what stages have done lies under the same keys.
/// </summary>
internal static class WorkflowVersion
{
    public const string Current = "6";

    // What the worker says of a name that it has not registered.
    private const string NotRegistered = "WorkflowNotFound";

    /// <summary>
    /// Whether a job's workflow, not completed, is of another version than this one: by its name, or because a replica of another
    /// version had a part of it in hand during an upgrade and failed it for want of the name.
    /// </summary>
    public static bool IsOther(WorkflowState workflow) =>
        workflow is { Exists: true, RuntimeStatus: not WorkflowRuntimeStatus.Completed }
        && (workflow.WorkflowName != ProcessDocumentWorkflow.RegisteredName || workflow.FailureDetails is { } failure
            && (failure.ErrorType + failure.ErrorMessage).Contains(NotRegistered, StringComparison.Ordinal));
}
